/**
 * The system calls that the JDK has no class for, through the JDK's own foreign function interface. Each class is one concern and speaks
 * in Java types; numbers, structs and errno stay inside. Data comes from the kernel and the C library and goes to the rest of the suite.
 */
package nut.common.posix;
