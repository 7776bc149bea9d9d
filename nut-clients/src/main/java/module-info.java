/** The command line clients. */
module nut.clients {
    requires nut.common;

    exports nut.clients;
}
