package foyer.bench.report;

import java.util.Locale;

/** As much of SVG as the pictures need. Coordinates are pixels from the upper left corner. */
final class Svg {

    private final StringBuilder elements = new StringBuilder();

    /** A filled rectangle with slightly round corners. */
    void bar(double x, double y, double width, double height, String colour) {
        element(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" fill=\"%s\"/>",
                x, y, Math.max(width, 1), height, colour);
    }

    /** A straight line. */
    void line(double x1, double y1, double x2, double y2, String colour) {
        element("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x1, y1, x2, y2, colour);
    }

    /** A line through points, which are {@code x,y x,y …}. */
    void polyline(String points, String colour) {
        element(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" stroke-linejoin=\"round\"/>",
                points, colour);
    }

    /** A dot. */
    void dot(double x, double y, String colour) {
        element("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>", x, y, colour);
    }

    /**
     * A text.
     *
     * @param style of {@code title}, {@code label}, {@code value}, {@code small}
     * @param anchor {@code start}, {@code middle} or {@code end}
     */
    void text(double x, double y, String style, String anchor, String text) {
        element(
                "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" text-anchor=\"%s\">%s</text>",
                x, y, style, anchor, escaped(text));
    }

    /** The whole picture. */
    String document(double width, double height, String title) {
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$.0f %2$.0f" width="%1$.0f" height="%2$.0f" role="img">
                <title>%3$s</title>
                <style>
                text { font-family: system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; fill: #1f2933; }
                .title { font-size: 15px; font-weight: 600; }
                .label { font-size: 12.5px; }
                .value { font-size: 12.5px; font-weight: 600; }
                .small { font-size: 11.5px; fill: #6b7580; }
                </style>
                <rect width="%1$.0f" height="%2$.0f" rx="8" fill="#fdfcfa"/>
                %4$s</svg>
                """, width, height, escaped(title), elements);
    }

    private void element(String pattern, Object... values) {
        elements.append(String.format(Locale.ROOT, pattern, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
