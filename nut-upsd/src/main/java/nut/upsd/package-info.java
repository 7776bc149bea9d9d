/** The network server: its Main, and the one class that wires the parts. */
package nut.upsd;
