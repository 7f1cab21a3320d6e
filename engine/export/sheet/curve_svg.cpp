#include "export/sheet/curve_svg.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/xml_text.hpp"
#include "export/style/style_classes.hpp"

namespace covmap::exports {

namespace {

constexpr double kCurveWidth = 720, kCurveHeight = 400, kCurveLeft = 80, kCurveRight = 24, kCurveTop = 64, kCurveBottom = 56;
constexpr int kCurveTicks = 10;  ///< below the bars

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

std::string text_at(double x, double y, const std::string& text, const std::string& attributes) {
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" " + attributes + ">" + core::xml_text(text) + "</text>\n";
}

/// 1, 2 or 5 times a power of ten, of which four at most make the whole.
double tick_of(double whole) {
    const double power = std::pow(10, std::floor(std::log10(whole / 4)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (whole / (factor * power) <= 4) return factor * power;
    return 10 * power;
}

class CurvePicture {
public:
    explicit CurvePicture(const GainCurve& curve)
        : m_curve(curve), m_top(std::max(1.0, curve.steps.empty() ? 1.0 : curve.steps.back().served)) {}

    std::string draw() {
        m_svg =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 400\" width=\"720\" height=\"400\" role=\"img\" "
            "aria-labelledby=\"title description\" font-family=\"sans-serif\" font-size=\"13\">\n"
            "<title id=\"title\">" +
            core::xml_text(m_curve.title) + "</title>\n<desc id=\"description\">" + core::xml_text(description()) +
            "</desc>\n<rect width=\"720\" height=\"400\" fill=\"#ffffff\"/>\n";
        m_svg += text_at(kCurveLeft, 24, m_curve.title, "font-size=\"16\" font-weight=\"bold\"");
        m_svg += text_at(kCurveLeft, 44, m_curve.note, "fill=\"#444444\"");
        draw_scale();
        draw_steps();
        return m_svg + "</svg>\n";
    }

private:
    [[nodiscard]] double y_of(double people) const {
        return kCurveHeight - kCurveBottom - (kCurveHeight - kCurveTop - kCurveBottom) * people / m_top;
    }
    [[nodiscard]] double step_width() const {
        return (kCurveWidth - kCurveLeft - kCurveRight) / static_cast<double>(std::max<std::size_t>(1, m_curve.steps.size()));
    }
    [[nodiscard]] double x_of(std::size_t step) const { return kCurveLeft + step_width() * (static_cast<double>(step) + 0.5); }

    [[nodiscard]] std::string description() const {
        const std::size_t n = m_curve.steps.size();
        const double served = n == 0 ? 0 : m_curve.steps.back().served;
        const std::string of = grouped(std::llround(served), m_curve.french) + (m_curve.french ? " sur " : " of ") +
                               grouped(std::llround(m_curve.whole), m_curve.french) + " " + m_curve.unit;
        const std::string sites = std::to_string(n);
        return m_curve.french ? sites + (n < 2 ? " site sert " : " sites servent ") + of
                              : sites + (n == 1 ? " site serves " : " sites serve ") + of;
    }

    void draw_scale() {
        const double tick = tick_of(m_top);
        for (double at = 0; at <= m_top * 1.0001; at += tick) {
            m_svg += "<line x1=\"" + number(kCurveLeft) + "\" x2=\"" + number(kCurveWidth - kCurveRight) + "\" y1=\"" +
                     number(y_of(at)) + "\" y2=\"" + number(y_of(at)) + "\" stroke=\"#dddddd\"/>\n";
            m_svg += text_at(kCurveLeft - 8, y_of(at) + 4, grouped(std::llround(at), m_curve.french), "text-anchor=\"end\"");
        }
        m_svg += text_at(kCurveLeft, kCurveHeight - 12, description(), "fill=\"#444444\"");
    }

    void draw_steps() {
        std::string line;
        const std::size_t every = (m_curve.steps.size() + kCurveTicks - 1) / kCurveTicks;
        for (std::size_t i = 0; i < m_curve.steps.size(); ++i) {
            const GainCurve::Step& step = m_curve.steps[i];
            const double half = step_width() * 0.4;
            m_svg += "<rect x=\"" + number(x_of(i) - half) + "\" y=\"" + number(y_of(step.gain)) + "\" width=\"" +
                     number(2 * half) + "\" height=\"" + number(y_of(0) - y_of(step.gain)) + "\" fill=\"#7fb3d5\"/>\n";
            line += (i == 0 ? "" : " ") + number(x_of(i)) + "," + number(y_of(step.served));
            if ((i + 1) % every == 0)
                m_svg += text_at(x_of(i), kCurveHeight - kCurveBottom + 18, std::to_string(i + 1), "text-anchor=\"middle\"");
        }
        if (m_curve.steps.empty()) return;
        m_svg += "<polyline points=\"" + line + "\" fill=\"none\" stroke=\"#1b4f72\" stroke-width=\"2.5\"/>\n";
        const GainCurve::Step& last = m_curve.steps.back();
        m_svg += "<circle cx=\"" + number(x_of(m_curve.steps.size() - 1)) + "\" cy=\"" + number(y_of(last.served)) +
                 "\" r=\"4\" fill=\"#1b4f72\"/>\n";
    }

    const GainCurve& m_curve;
    double m_top;
    std::string m_svg;
};

}  // namespace

std::string gain_curve_svg(const GainCurve& curve) { return CurvePicture(curve).draw(); }

}  // namespace covmap::exports
