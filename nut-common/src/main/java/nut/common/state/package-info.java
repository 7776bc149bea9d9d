/**
 * How driver and upsd meet: the variable model, the region, the mailbox, the doorbell and the handshake through stubs. Snapshots come
 * from the driver core and go to upsd; commands go the other way. A monitor without
 * a upsd reads the region beside it ({@link nut.common.state.RegionWatch}).
 */
package nut.common.state;
