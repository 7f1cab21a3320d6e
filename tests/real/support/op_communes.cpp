#include "real/support/op_communes.hpp"

#include <algorithm>
#include <cstdio>

namespace covmap::real {

namespace {

constexpr std::array<const char*, 3> kLevels = {"CL", "BC", "TBC"};

std::string layer_name(const Map& map, std::size_t level) {
    return map.operator_code + " " + map.technology + " >=" + kLevels.at(level);
}

Figures less(const Figures& a, const Figures& b) {
    Figures out = a;
    out.area -= b.area;
    for (std::size_t i = 0; i < out.weights.size(); ++i) out.weights[i] -= b.weights[i];
    return out;
}

void add(Figures& a, const Figures& b) {
    a.area += b.area;
    for (std::size_t i = 0; i < a.weights.size(); ++i) a.weights[i] += b.weights[i];
}

std::string percent(double part, double whole) {
    if (whole <= 0) return "\"\"";
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", 100 * std::max(0.0, part) / whole);
    return text;
}

}  // namespace

std::vector<Layer> layers_of(const std::vector<Map>& maps) {
    std::vector<Layer> layers;
    for (const Map& map : maps) {
        std::vector<Shape> so_far;  // from the best level down
        for (std::size_t level = kLevels.size(); level-- > 0;) {
            for (const auto& [name, shapes] : map.levels)
                if (name == kLevels.at(level) || (name.empty() && level == 0))
                    so_far.insert(so_far.end(), shapes.begin(), shapes.end());
            layers.push_back({layer_name(map, level), so_far.empty() ? Shape() : Shape::united(so_far)});
        }
    }
    return layers;
}

std::vector<OpRow> op_rows(const std::map<std::string, Account>& accounts, const std::vector<Map>& maps) {
    std::vector<OpRow> rows;
    for (const Map& map : maps)
        for (const auto& [code, account] : accounts) {
            const Figures nothing{0, std::vector<double>(account.whole.weights.size(), 0)};
            const auto at = [&](std::size_t level) {
                const auto found = account.layers.find(layer_name(map, level));
                return found == account.layers.end() ? nothing : found->second;
            };
            const Figures cl = at(0), bc = at(1), tbc = at(2);
            rows.push_back(
                {map.technology, map.operator_code, code, {less(account.whole, cl), less(cl, bc), less(bc, tbc), tbc}});
        }
    return rows;
}

std::string op_communes(const std::vector<OpRow>& rows, std::size_t attribute, bool thresholds) {
    std::string text =
        "\"techno\";\"mcc_mnc\";\"commune\";\"couv_nc\";\"couv_cl\";\"couv_bc\";\"couv_tbc\";\"pop_nc\";\"pop_cl\";\"pop_bc\";"
        "\"pop_tbc\"\n";
    for (const OpRow& row : rows) {
        text += "\"" + row.technology + "\";" + row.operator_code + ";\"" + row.commune + "\"";
        for (const bool area : {true, false}) {
            std::array<double, 4> parts{};
            double whole = 0;
            for (std::size_t c = 0; c < parts.size(); ++c) {
                parts.at(c) = area ? row.classes.at(c).area : row.classes.at(c).weights[attribute];
                whole += parts.at(c);
            }
            if (thresholds) {
                parts[2] += parts[3];
                parts[1] += parts[2];
            }
            for (const double part : parts) text += ";" + percent(part, whole);
        }
        text += "\n";
    }
    return text;
}

std::vector<OpRow> merged(std::vector<OpRow> rows, const std::string& into, const std::string& gone) {
    std::vector<OpRow> out;
    for (const OpRow& row : rows)
        if (row.commune != gone) out.push_back(row);
    for (OpRow& row : out)
        for (const OpRow& other : rows)
            if (row.commune == into && other.commune == gone && other.technology == row.technology &&
                other.operator_code == row.operator_code)
                for (std::size_t c = 0; c < row.classes.size(); ++c) add(row.classes.at(c), other.classes.at(c));
    return out;
}

}  // namespace covmap::real
