#include "read/measurement/quadkey_rows.hpp"

#include <cmath>
#include <numbers>

#include "read/table/table_reader.hpp"

namespace covmap::read {
namespace {

constexpr std::size_t kDeepestQuadkey = 24;

class QuadkeyRows final : public PointRows {
public:
    QuadkeyRows(const std::string& layer, const std::string& quadkey, const std::string& path, const std::string& shown,
                const std::vector<std::string>& columns)
        : m_table(path, layer, shown), m_quadkey(m_table.column(quadkey)) {
        for (const std::string& column : columns) m_columns.push_back(m_table.column(column));
    }
    bool next() override { return m_table.next(); }
    [[nodiscard]] std::string text(std::size_t column) const override { return std::string(m_table.text(m_columns[column])); }
    std::optional<double> number(std::size_t column) const override {
        double value = 0;
        return m_table.number(m_columns[column], value) ? std::optional(value) : std::nullopt;
    }
    Where place(core::Point& at, std::string& detail) const override {
        detail = std::string(m_table.text(m_quadkey));
        const std::optional<core::Point> middle = quadkey_middle(detail);
        if (middle) at = *middle;
        return middle ? Where::placed : Where::not_a_number;
    }
    [[nodiscard]] std::string record() const override { return m_table.record(); }
    [[nodiscard]] std::string layer() const override { return m_table.layer(); }
    [[nodiscard]] std::string crs() const override { return "EPSG:4326"; }
    [[nodiscard]] bool ragged() const override { return m_table.ragged(); }
    [[nodiscard]] std::uint64_t records() const override { return m_table.records(); }

private:
    TableReader m_table;
    std::size_t m_quadkey;
    std::vector<std::size_t> m_columns;
};

}  // namespace

std::optional<core::Point> quadkey_middle(const std::string& quadkey) {
    if (quadkey.empty() || quadkey.size() > kDeepestQuadkey) return std::nullopt;
    double x = 0, y = 0, side = 1;
    for (const char digit : quadkey) {
        if (digit < '0' || digit > '3') return std::nullopt;
        side /= 2;
        if (((digit - '0') & 1) != 0) x += side;
        if (((digit - '0') & 2) != 0) y += side;
    }
    x += side / 2;
    y += side / 2;
    constexpr double kDegrees = 180 / std::numbers::pi;
    return core::Point{360 * x - 180, std::atan(std::sinh(std::numbers::pi * (1 - 2 * y))) * kDegrees};
}

std::unique_ptr<PointRows> open_quadkeys(const std::string& layer, const std::string& quadkey, const std::string& path,
                                         const std::string& shown, const std::vector<std::string>& columns) {
    return std::make_unique<QuadkeyRows>(layer, quadkey, path, shown, columns);
}

}  // namespace covmap::read
