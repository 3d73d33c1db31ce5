// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.HorizontalBarStyler;
import org.w3c.dom.Document;

/** A bar for each name, drawn as SVG: the same text for the same figures and fonts. */
final class BarChart {
  private static final int WIDTH = 800;
  private static final int MARGIN = 24;
  private static final int BAR = 32;
  private static final int LEAST_SPACE =
      16; // between two names; where it is less, some are left out
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  private static final Color COLOR = new Color(0x7f, 0xb2, 0xe5);
  private static final double ROOM = 1.02; // behind the longest bar
  private static final String SVG = "http://www.w3.org/2000/svg";

  private BarChart() {}

  /** Draws it; each bar carries its value, in the form of a {@link java.text.DecimalFormat}. */
  static String svg(List<String> names, List<Double> values, String decimalFormat) {
    int height = 2 * MARGIN + BAR * names.size();
    HorizontalBarChart chart = new HorizontalBarChartBuilder().width(WIDTH).height(height).build();
    chart.addSeries("all", values, names).setFillColor(COLOR);
    style(chart.getStyler(), decimalFormat);
    double largest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(largest == 0 ? 1 : largest * ROOM);
    return paint(chart, height);
  }

  private static void style(HorizontalBarStyler styler, String decimalFormat) {
    styler
        .setLabelsVisible(true)
        .setLabelsFont(FONT)
        .setLabelsPosition(0.5)
        .setLabelsFontColor(Color.BLACK)
        .setLabelsFontColorAutomaticEnabled(false);
    styler
        .setAxisTickLabelsFont(FONT)
        .setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right)
        .setXAxisTickMarkSpacingHint(LEAST_SPACE) // of the names too, which stand on the y axis
        .setXAxisTicksVisible(false)
        .setAxisTitlesVisible(false)
        .setPlotGridLinesVisible(false);
    styler
        .setChartTitleVisible(false)
        .setLegendVisible(false)
        .setPlotBorderVisible(false)
        .setChartBackgroundColor(Color.WHITE)
        .setLocale(Locale.ROOT)
        .setDecimalPattern(decimalFormat);
  }

  private static String paint(HorizontalBarChart chart, int height) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setPrecision(1);
    context.setComment(null);
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(WIDTH, height));
    chart.paint(graphics, WIDTH, height);
    try {
      StringWriter text = new StringWriter();
      graphics.stream(text, true);
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's own parser is configured as it comes", e);
    }
  }
}
