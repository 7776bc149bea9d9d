/**
 * The driver's program: the command line, and which driver goes by which name. Behaviour is in {@code nut.driver.core} and in the package
 * of each driver.
 */
package nut.driver;
