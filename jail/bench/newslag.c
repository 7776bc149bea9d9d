/*
 * newslag: how late news arrive at a subscriber's socket.
 *
 *   cc -O2 -o newslag newslag.c
 *   ./newslag HOST PORT UPS VARIABLE SKIP LINES [RUNS]
 *
 * Subscribes to a variable whose value is the time of its publication (CLOCK_MONOTONIC, nanoseconds), passes over SKIP lines, and takes
 * two times of each of the next LINES, and so again for each of the RUNS: when the kernel received its bytes for the socket
 * (SO_TIMESTAMPING), and when this process, which sleeps until then, has read them. Prints one line a run, in microseconds, first of the
 * one, then of the other: p50=us p99=us read50=us read99=us
 */
#include <arpa/inet.h>
#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static uint64_t ns(const struct timespec *t){ return (uint64_t)t->tv_sec*1000000000ull+t->tv_nsec; }
static uint64_t now_ns(clockid_t clock){ struct timespec t; clock_gettime(clock,&t); return ns(&t); }
static int by_size(const void *a,const void *b){ double x=*(const double*)a, y=*(const double*)b; return x<y?-1:x>y; }

/* Reads; says when the last byte of it was received, in CLOCK_MONOTONIC. */
static ssize_t receive(int fd,char *buf,size_t size,uint64_t *received,uint64_t *read){
  char control[256];
  struct iovec part={buf,size};
  struct msghdr m={.msg_iov=&part,.msg_iovlen=1,.msg_control=control,.msg_controllen=sizeof control};
  ssize_t r=recvmsg(fd,&m,0);
  uint64_t real=now_ns(CLOCK_REALTIME);
  *read=now_ns(CLOCK_MONOTONIC); *received=0;
  for(struct cmsghdr *c=CMSG_FIRSTHDR(&m);r>0&&c;c=CMSG_NXTHDR(&m,c)){
    if(c->cmsg_level!=SOL_SOCKET||c->cmsg_type!=SCM_TIMESTAMPING) continue;
    struct scm_timestamping stamp; memcpy(&stamp,CMSG_DATA(c),sizeof stamp);
    if(stamp.ts[0].tv_sec) *received=*read-(real-ns(&stamp.ts[0]));
  }
  return r;
}

/* One run. */
static void say(double *lag,double *late,int count){
  qsort(lag,count,sizeof *lag,by_size); qsort(late,count,sizeof *late,by_size);
  printf("p50=%.0fus p99=%.0fus read50=%.0fus read99=%.0fus\n",lag[count/2],lag[count*99/100],late[count/2],late[count*99/100]);
  fflush(stdout);
}

int main(int ac,char **av){
  if(ac!=7&&ac!=8){ fprintf(stderr,"usage: newslag HOST PORT UPS VARIABLE SKIP LINES [RUNS]\n"); return 2; }
  int skip=atoi(av[5]), want=atoi(av[6]), runs=ac==8?atoi(av[7]):1, got=0, len=0;
  double *lag=calloc(want,sizeof *lag), *late=calloc(want,sizeof *late);
  struct sockaddr_in a={.sin_family=AF_INET,.sin_port=htons(atoi(av[2]))}; inet_pton(AF_INET,av[1],&a.sin_addr);
  int fd=socket(AF_INET,SOCK_STREAM,0), one=1, stamps=SOF_TIMESTAMPING_RX_SOFTWARE|SOF_TIMESTAMPING_SOFTWARE;
  if(connect(fd,(void*)&a,sizeof a)){ perror("connect"); return 1; }
  setsockopt(fd,IPPROTO_TCP,TCP_NODELAY,&one,sizeof one);
  if(setsockopt(fd,SOL_SOCKET,SO_TIMESTAMPING,&stamps,sizeof stamps)){ perror("SO_TIMESTAMPING"); return 1; }
  dprintf(fd,"SUBSCRIBE %s %s\n",av[3],av[4]);
  char buf[65536], line[4096];
  while(runs>0){
    uint64_t received, read;
    ssize_t r=receive(fd,buf,sizeof buf,&received,&read);
    if(r<=0){ fprintf(stderr,"newslag: the server has closed the connection\n"); return 1; }
    for(ssize_t i=0;i<r&&runs>0;i++){
      if(buf[i]!='\n'){ if(len<4095) line[len++]=buf[i]; continue; }
      line[len]=0; len=0;
      if(!strcmp(line,"OK")) continue;
      char *value=strchr(line,'"');
      if(strncmp(line,"VAR ",4)||!value){ fprintf(stderr,"newslag: not a line of news: %s\n",line); return 1; }
      if(skip>0){ skip--; continue; }
      if(!received){ fprintf(stderr,"newslag: the kernel does not say when it received a line\n"); return 1; }
      uint64_t published=strtoull(value+1,0,10);
      lag[got]=((double)received-published)/1000; late[got++]=((double)read-published)/1000;
      if(got==want){ say(lag,late,want); got=0; runs--; }
    }
  }
  return 0;
}
