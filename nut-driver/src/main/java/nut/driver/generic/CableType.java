package nut.driver.generic;

/**
 * One kind of UPS with its cable.
 *
 * @param number       NUT's number for it, {@code upstype}
 * @param manufacturer what ups.mfr says if the admin does not
 * @param model        what ups.model says if the admin does not
 * @param title        for people who look for their UPS
 * @param signals      what its lines mean
 */
record CableType(int number, String manufacturer, String model, String title, Signals signals) {
}
