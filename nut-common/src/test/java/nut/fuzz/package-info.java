/**
 * A fuzzer: makes inputs of a corpus by small changes and gives them to a target. Targets stand beside the tests of what they try, since
 * they reach into it; their corpus is in src/test/resources/fuzz. nut-common's test jar carries this package to other modules.
 */
package nut.fuzz;
