/** The README's first command: a power failure played on the installed tree, told as a timeline. It uses the chain. */
package nut.jail.demo;
