/** What the news of the UPSes means: a state machine without threads, files or clocks. Events and times go in, actions come out. */
package nut.upsmon.decision;
