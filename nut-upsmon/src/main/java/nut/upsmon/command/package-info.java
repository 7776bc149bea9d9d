/**
 * Commands of the admin's whose output is read, so that they never wait for us, and whose beginning and end of it can be logged. The
 * shutdown and upssched run theirs so; where the lines go is for them to say.
 */
package nut.upsmon.command;
