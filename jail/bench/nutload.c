/*
 * nutload: a load generator for the NUT network protocol (TCP 3493).
 *
 *   cc -O2 -o nutload nutload.c
 *   ./nutload HOST PORT CONNECTIONS SECONDS REQUEST [PIPELINE [RATE]]
 *
 * Opens CONNECTIONS sockets, keeps PIPELINE requests (default 1) outstanding on
 * each, and counts complete answers: one line, or BEGIN LIST .. END LIST.
 * With RATE each connection asks RATE times a second instead, their turns spread
 * evenly, and the answers that are due at the end are waited for, 5 s at most.
 * Prints one line:
 *   conns=N secs=S answers=A rate=R/s p50=us p99=us p999=us max=us errors=E bytes=B unanswered=U
 * 'errors' counts answers that begin with ERR and connections that were lost;
 * 'unanswered', with RATE, questions without an answer or that found their
 * connection still waiting for PIPELINE others and were not asked.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAXPIPE 64
struct conn { int fd, inlist, head, out; uint64_t sent[MAXPIPE]; char line[4096]; int len; };
static uint64_t now_ns(void){ struct timespec t; clock_gettime(CLOCK_MONOTONIC,&t); return (uint64_t)t.tv_sec*1000000000ull+t.tv_nsec; }
static uint64_t hist[20000000/10]; /* 10us buckets up to 20 s */
static uint64_t answers, errors, bytes, maxns, lost;
static char req[512]; static int reqlen, depth=1;

static void send_one(struct conn *c){
  c->sent[(c->head+c->out)%MAXPIPE]=now_ns(); c->out++;
  if(write(c->fd,req,reqlen)!=reqlen){ /* short writes do not happen with such small requests on an idle socket */ }
}
static void complete(struct conn *c,int err){
  uint64_t d=now_ns()-c->sent[c->head]; c->head=(c->head+1)%MAXPIPE; c->out--;
  uint64_t b=d/10000; if(b>=sizeof hist/sizeof*hist) b=sizeof hist/sizeof*hist-1;
  hist[b]++; answers++; if(err)errors++; if(d>maxns)maxns=d;
}
static void on_line(struct conn *c){
  if(c->inlist){ if(!strncmp(c->line,"END LIST",8)){ c->inlist=0; complete(c,0);} return; }
  if(!strncmp(c->line,"BEGIN LIST",10)){ c->inlist=1; return; }
  complete(c,!strncmp(c->line,"ERR",3));
}
static double pct(double p){ uint64_t want=(uint64_t)(answers*p), s=0; for(size_t i=0;i<sizeof hist/sizeof*hist;i++){ s+=hist[i]; if(s>=want) return i*10.0+5; } return -1; }
int main(int ac,char**av){
  if(ac<6){ fprintf(stderr,"usage: nutload HOST PORT CONNECTIONS SECONDS REQUEST [PIPELINE [RATE]]\n"); return 2; }
  int n=atoi(av[3]); double secs=atof(av[4]); snprintf(req,sizeof req,"%s\n",av[5]); reqlen=strlen(req);
  if(ac>6) depth=atoi(av[6]); if(depth<1||depth>MAXPIPE){ fprintf(stderr,"PIPELINE is 1..%d\n",MAXPIPE); return 2; }
  double rate=ac>7?atof(av[7]):0;
  struct rlimit rl={65536,65536}; setrlimit(RLIMIT_NOFILE,&rl);
  struct sockaddr_in a={.sin_family=AF_INET,.sin_port=htons(atoi(av[2]))}; inet_pton(AF_INET,av[1],&a.sin_addr);
  struct conn *cs=calloc(n,sizeof *cs); int ep=epoll_create1(0), open_n=0;
  for(int i=0;i<n;i++){
    cs[i].fd=socket(AF_INET,SOCK_STREAM,0);
    if(connect(cs[i].fd,(void*)&a,sizeof a)){ lost++; close(cs[i].fd); cs[i].fd=-1; continue; }
    int one=1; setsockopt(cs[i].fd,IPPROTO_TCP,TCP_NODELAY,&one,sizeof one); fcntl(cs[i].fd,F_SETFL,O_NONBLOCK);
    struct epoll_event e={.events=EPOLLIN,.data.ptr=&cs[i]}; epoll_ctl(ep,EPOLL_CTL_ADD,cs[i].fd,&e); open_n++;
  }
  uint64_t t0=now_ns(), end=t0+(uint64_t)(secs*1e9), turn=0, turns=(uint64_t)(n*rate*secs), skipped=0, outstanding=0;
  if(!rate) for(int i=0;i<n;i++) if(cs[i].fd>=0) for(int k=0;k<depth;k++) send_one(&cs[i]);
  struct epoll_event ev[512]; char buf[262144];
  for(;;){
    uint64_t t=now_ns();
    for(;rate&&turn<turns&&t0+(uint64_t)(turn*1e9/(n*rate))<=t;turn++){ struct conn*c=&cs[turn%n];
      if(c->fd<0||c->out>=depth) skipped++; else { send_one(c); outstanding++; } }
    if(t>=end&&(!outstanding||t>=end+5000000000ull)) break;
    int k=epoll_wait(ep,ev,512,rate?1:100);
    for(int i=0;i<k;i++){ struct conn*c=ev[i].data.ptr; ssize_t r=read(c->fd,buf,sizeof buf);
      if(r<=0){ if(r<0&&errno==EAGAIN) continue; epoll_ctl(ep,EPOLL_CTL_DEL,c->fd,0); close(c->fd); c->fd=-1; lost++; continue; }
      bytes+=r; uint64_t before=answers;
      for(ssize_t j=0;j<r;j++){ if(buf[j]=='\n'){ c->line[c->len<4095?c->len:4095]=0; on_line(c); c->len=0; } else { if(c->len<4095) c->line[c->len]=buf[j]; c->len++; } }
      if(rate) outstanding-=answers-before; else for(uint64_t m=before;m<answers;m++) send_one(c);
    } }
  double s=(now_ns()-t0)/1e9;
  printf("conns=%d secs=%.1f answers=%llu rate=%.0f/s p50=%.0fus p99=%.0fus p999=%.0fus max=%.0fus errors=%llu bytes=%llu unanswered=%llu\n",open_n,s,(unsigned long long)answers,answers/s,pct(.5),pct(.99),pct(.999),maxns/1e3,(unsigned long long)(errors+lost),(unsigned long long)bytes,(unsigned long long)(outstanding+skipped));
  return 0;
}
