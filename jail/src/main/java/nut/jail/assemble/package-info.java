/**
 * Turns the modules' jars into an installed tree: runtime images, their archives of classes, launchers, samples. It runs once, at the end
 * of the build, and none of it enters the tree.
 */
package nut.jail.assemble;
