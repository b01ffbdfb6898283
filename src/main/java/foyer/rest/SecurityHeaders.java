package foyer.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The headers that tell a browser to be careful with what we send; a resource that knows better may replace one. */
public final class SecurityHeaders {

    /**
     * Everything from files of ours only. {@code blob:} is what a page itself made: the preview of a picture on its way.
     * Browsers hold {@code 'self'} to be a page's own WebSocket address, too.
     */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'self'",
            "img-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    /** For calls and voice notes: the page itself may ask for the camera and the microphone, nothing embedded may. */
    private static final String PERMISSIONS_POLICY =
            "camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), display-capture=()";

    private SecurityHeaders() {}

    /** Sets them; answers under {@code /api} are kept by nobody. */
    public static void apply(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("Permissions-Policy", PERMISSIONS_POLICY);
        if (isApi(request)) {
            response.setHeader("Cache-Control", "no-store");
        }
    }

    static boolean isApi(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals("/api") || path.startsWith("/api/");
    }
}
