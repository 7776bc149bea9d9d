/** What the programs may do and what they have, as the kernel sees the running chain; {@code docs/security.md} shows what it prints. */
package nut.jail.security;
