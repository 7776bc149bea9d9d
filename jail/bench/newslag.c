/*
 * newslag: how late news arrive at a subscriber's socket.
 *
 *   cc -O2 -o newslag newslag.c
 *   ./newslag HOST PORT UPS VARIABLE SKIP LINES
 *
 * Subscribes to a variable whose value is the time of its publication (CLOCK_MONOTONIC, nanoseconds), passes over SKIP lines, and looks
 * at the clock whenever read() brings one of the next LINES. Prints one line: p50=us p99=us max=us
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static uint64_t now_ns(void){ struct timespec t; clock_gettime(CLOCK_MONOTONIC,&t); return (uint64_t)t.tv_sec*1000000000ull+t.tv_nsec; }
static int by_size(const void *a,const void *b){ double x=*(const double*)a, y=*(const double*)b; return x<y?-1:x>y; }

int main(int ac,char **av){
  if(ac!=7){ fprintf(stderr,"usage: newslag HOST PORT UPS VARIABLE SKIP LINES\n"); return 2; }
  int skip=atoi(av[5]), want=atoi(av[6]), got=0, len=0;
  double *lag=calloc(want,sizeof *lag);
  struct sockaddr_in a={.sin_family=AF_INET,.sin_port=htons(atoi(av[2]))}; inet_pton(AF_INET,av[1],&a.sin_addr);
  int fd=socket(AF_INET,SOCK_STREAM,0), one=1;
  if(connect(fd,(void*)&a,sizeof a)){ perror("connect"); return 1; }
  setsockopt(fd,IPPROTO_TCP,TCP_NODELAY,&one,sizeof one);
  dprintf(fd,"SUBSCRIBE %s %s\n",av[3],av[4]);
  char buf[65536], line[4096];
  while(got<want){
    ssize_t r=read(fd,buf,sizeof buf); uint64_t t=now_ns();
    if(r<=0){ fprintf(stderr,"newslag: the server has closed the connection\n"); return 1; }
    for(ssize_t i=0;i<r;i++){
      if(buf[i]!='\n'){ if(len<4095) line[len++]=buf[i]; continue; }
      line[len]=0; len=0;
      if(!strcmp(line,"OK")) continue;
      char *value=strchr(line,'"');
      if(strncmp(line,"VAR ",4)||!value){ fprintf(stderr,"newslag: not a line of news: %s\n",line); return 1; }
      if(skip>0){ skip--; continue; }
      if(got<want) lag[got++]=((double)t-strtoull(value+1,0,10))/1000;
    }
  }
  qsort(lag,want,sizeof *lag,by_size);
  printf("p50=%.0fus p99=%.0fus max=%.0fus\n",lag[want/2],lag[want*99/100],lag[want-1]);
  return 0;
}
