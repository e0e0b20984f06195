package org.holdfast.ide.view;

import java.util.List;

/** Writes a picture in the SVG format. Coordinates are whole pixels, so that a picture does not depend on how numbers are printed. */
final class Svg {
    /** Of the monospaced text in pictures, in pixels. */
    static final int SIZE = 12;
    static final int LINE = 18;
    private static final int CHARACTER_TENTHS = 73;

    private final StringBuilder out = new StringBuilder();

    /** Classes that text and shapes may have; colours are chosen for a white ground, which the picture brings with it. */
    Svg(int width, int height) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width).append("\" height=\"").append(height).append("\" viewBox=\"0 0 ")
                .append(width).append(' ').append(height).append("\">\n").append("""
                        <style>
                          text { font-family: monospace; font-size: 12px; fill: #222222; white-space: pre; }
                          .strong { font-weight: bold; }
                          .faint { fill: #767676; }
                          .error { fill: #b3261e; }
                          .warning { fill: #8a4b00; }
                          .line { fill: none; stroke: #b8b8b8; }
                          .box { fill: #f3f6fa; stroke: #5b7083; }
                          .badbox { fill: #fdecea; stroke: #b3261e; }
                          .edge { fill: none; stroke: #33567a; stroke-width: 1.5; }
                          .declared { fill: none; stroke: #7a7a7a; stroke-width: 1.5; stroke-dasharray: 5 4; }
                          .bad { fill: none; stroke: #b3261e; stroke-width: 2; }
                          .tip { fill: #33567a; }
                          .declaredtip { fill: #7a7a7a; }
                          .badtip { fill: #b3261e; }
                        </style>
                        """);
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    }

    /** Pixels that so many characters take. */
    static int width(int characters) {
        return (characters * CHARACTER_TENTHS + 9) / 10;
    }

    Svg rectangle(String style, int x, int y, int width, int height, int round) {
        out.append("<rect class=\"").append(style).append("\" x=\"").append(x).append("\" y=\"").append(y).append("\" width=\"").append(width)
                .append("\" height=\"").append(height).append("\" rx=\"").append(round).append("\"/>\n");
        return this;
    }

    Svg text(String style, int x, int y, String text) {
        out.append("<text").append(style.isEmpty() ? "" : " class=\"" + style + "\"").append(" x=\"").append(x).append("\" y=\"").append(y).append("\">")
                .append(escaped(text)).append("</text>\n");
        return this;
    }

    Svg line(String style, List<Point> points) {
        out.append("<polyline class=\"").append(style).append("\" points=\"").append(points(points)).append("\"/>\n");
        return this;
    }

    Svg shape(String style, List<Point> points) {
        out.append("<polygon class=\"").append(style).append("\" points=\"").append(points(points)).append("\"/>\n");
        return this;
    }

    String end() {
        return out.append("</svg>\n").toString();
    }

    private static String points(List<Point> points) {
        StringBuilder text = new StringBuilder();
        points.forEach(p -> text.append(text.isEmpty() ? "" : " ").append(p.x()).append(',').append(p.y()));
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
