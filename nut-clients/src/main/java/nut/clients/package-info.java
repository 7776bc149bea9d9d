/**
 * The command line clients: upsc, upscmd, upsrw and upslog, one main class each. They take flags and words from the command line, ask an
 * upsd through {@code nut.common.protocol}, and print what NUT's clients print, with the same exit codes.
 */
package nut.clients;
