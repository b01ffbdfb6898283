package foyer.rest;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Text of a limited length without control or formatting characters, unpaired surrogates or line breaks. It may contain
 * {@code <} and {@code >}: text is data, and whoever shows it shows it as text.
 */
@Documented
@Constraint(validatedBy = PlainText.Check.class)
@Target({FIELD, TYPE_USE})
@Retention(RUNTIME)
public @interface PlainText {

    /** How many characters (code points) at most. */
    int max();

    /** What the client is told. */
    String message() default "must be at most {max} characters, without control characters";

    /** Of Bean Validation. */
    Class<?>[] groups() default {};

    /** Of Bean Validation. */
    Class<? extends Payload>[] payload() default {};

    /** Checks it. */
    final class Check implements ConstraintValidator<PlainText, String> {

        private int max;

        @Override
        public void initialize(PlainText constraint) {
            max = constraint.max();
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null
                    || text.codePointCount(0, text.length()) <= max
                            && text.codePoints().allMatch(PlainCharacters::contain);
        }
    }
}
