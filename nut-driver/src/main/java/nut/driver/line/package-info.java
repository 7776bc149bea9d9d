/**
 * Lines to a UPS: bytes out, bytes in with a time limit, and modem lines. {@link nut.driver.line.SerialLine} is a serial port's bytes,
 * {@link nut.driver.line.SerialModemLines} its modem lines, both through jSerialComm, which nothing else touches;
 * {@link nut.driver.line.TcpLine} is a port of a serial server. A thread of the line puts what it reads into a
 * {@link nut.driver.line.ByteInbox}; the driver's thread takes it from there.
 */
package nut.driver.line;
