package nut.common.conf;

import java.util.Set;

/**
 * The directives of NUT 2.8 that the suite knows by name but does not act on yet: a reader says so and goes on. Whoever makes one work
 * takes it off its list. Lower case in ups.conf, capitals elsewhere, as NUT writes them.
 */
final class NotYet {
    /** Above the first section of ups.conf. */
    static final Set<String> UPS_GLOBAL = Set.of("nowait", "reconnect_max_tries", "reconnect_report_freq", "LIBUSB_DEBUG");

    /** In a section of ups.conf: what NUT's driver core and controller read. All other options belong to the driver. */
    static final Set<String> UPS_SECTION = Set.of("reconnect_max_tries", "reconnect_report_freq", "usb_config_index",
        "usb_hid_desc_index", "usb_hid_ep_in", "usb_hid_ep_out", "usb_hid_rep_index", "usb_set_altinterface", "LIBUSB_DEBUG");

    private NotYet() {
    }

    /** What a reader says about one of them. */
    static String sentence(String directive) {
        return directive + " is known but has no effect yet";
    }
}
