package foyer.rest;

/**
 * What is wrong with one field of a body.
 *
 * @param field its name
 * @param message what it must be
 */
public record FieldError(String field, String message) {}
