/** What has no better room: the one exception that carries a sentence to the admin. It uses the JDK alone. */
package nut.common;
