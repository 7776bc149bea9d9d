/**
 * upsmon as three processes: the parent, which alone is root and sleeps in read(); the watcher, which alone talks to the network; the
 * notifier, which alone runs NOTIFYCMD. They share two pipes and nothing else. Configuration comes from upsmon.conf.
 */
package nut.upsmon;
