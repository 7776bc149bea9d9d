/** The way of news from watcher to people: frames on a pipe, and the process that turns them into syslog, wall and NOTIFYCMD. */
package nut.upsmon.notify;
