package nut.driver.apc;

/** The ways to have the UPS cut the power of its load. */
enum PowerMethod {
    /** S: after the grace time, back with the mains; works on battery only. */
    HIBERNATE_ON_BATTERY("soft hibernate"),
    /** &#64;nnn: the same on mains too, back so many times six minutes later. */
    HIBERNATE("hard hibernate"),
    /** S on battery, @nnn on mains. */
    HIBERNATE_AS_STATUS_SAYS("hibernate"),
    /** S on battery; when that is refused, or on mains, @nnn. */
    HIBERNATE_ONE_WAY_OR_THE_OTHER("soft, else hard hibernate"),
    /** K, given twice: after the grace time, for good. */
    TURN_OFF_LATER("delayed power-off"),
    /** Z, given twice: at once, for good. */
    TURN_OFF_NOW("instant power-off"),
    /** U, then S: for units that know S only, and it on battery only. */
    SIMULATE_AND_HIBERNATE("forced on battery, then soft hibernate");

    private final String words;

    PowerMethod(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
