/**
 * Lines to a UPS: bytes out, bytes in with a time limit. {@link nut.driver.line.SerialLine} is a serial port through jSerialComm, the only
 * class that touches it; {@link nut.driver.line.TcpLine} is a port of a serial server. A thread of the line puts what it reads into a
 * {@link nut.driver.line.ByteInbox}; the driver's thread takes it from there.
 */
package nut.driver.line;
