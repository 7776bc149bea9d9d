/**
 * The suite's one language: the tokenizer of NUT's configuration grammar, and the readers of ups.conf, upsd.conf, upsd.users and
 * upsmon.conf. Text comes in from files and the network and goes out as words with positions, or as records with complaints.
 */
package nut.common.conf;
