/**
 * What a program gives up beside its user and its root directory: paths, system calls, capabilities, descriptors. A {@link
 * nut.common.confine.Policy} says it in words, each program its own; {@link nut.common.confine.Fence} has the kernel hold it, with the
 * calls of nut.common.posix. Nothing here decides how a program starts; that is nut.common.daemon's.
 */
package nut.common.confine;
