#include "store/outlines/outlines_writer.hpp"

#include <bit>
#include <cmath>

#include "store/bytes/byte_stream.hpp"
#include "store/job_json.hpp"
#include "store/outlines/outlines_format.hpp"

namespace covmap::store {

namespace {

double power_of(int decimals) { return kPowersOfTen[static_cast<std::size_t>(decimals)]; }

/// The nearest whole number of 10^-decimals; -0 is 0.
double whole_of(double value, int decimals) { return std::nearbyint(value * power_of(decimals)) + 0.0; }

/// Is the coordinate an integer divided by 10^decimals, to the bit?
bool is_decimal(double value, int decimals) {
    constexpr double kExact = 9007199254740992;  // 2^53
    const double whole = whole_of(value, decimals);
    return std::abs(whole) < kExact &&
           std::bit_cast<std::uint64_t>(whole / power_of(decimals)) == std::bit_cast<std::uint64_t>(value);
}

template <class Visit>
void for_each_point(const model::Geometry& geometry, const Visit& visit) {
    for (const core::MultiPolygon& polygons : geometry.territories)
        for (const core::Polygon& polygon : polygons)
            for (const auto& ring : polygon)
                for (const core::Point p : ring) visit(p);
}

/// The fewest decimals in which every coordinate is exact.
int decimals_of(const model::Geometry& geometry) {
    int decimals = 0;
    const auto widen = [&decimals](double value) {
        while (decimals <= kMostDecimals && !is_decimal(value, decimals)) ++decimals;
    };
    for_each_point(geometry, [&](core::Point p) {
        widen(p.x);
        widen(p.y);
    });
    bool exact = decimals <= kMostDecimals;  // more digits than a double holds may have come with more decimals
    for_each_point(geometry, [&](core::Point p) { exact = exact && is_decimal(p.x, decimals) && is_decimal(p.y, decimals); });
    return exact ? decimals : kNoDecimals;
}

/// Differences from the coordinate before, as integers: of the decimals, else of the bits.
class Coordinates {
public:
    Coordinates(ByteStream& out, int decimals) : m_out(out), m_decimals(decimals) {}
    void write(core::Point p) {
        write(p.x, m_x);
        write(p.y, m_y);
    }

private:
    void write(double value, std::uint64_t& before) {
        const std::uint64_t number = m_decimals == kNoDecimals
                                         ? std::bit_cast<std::uint64_t>(value)
                                         : static_cast<std::uint64_t>(static_cast<std::int64_t>(whole_of(value, m_decimals)));
        m_out.zigzag(static_cast<std::int64_t>(number - before));
        before = number;
    }

    ByteStream& m_out;
    int m_decimals;
    std::uint64_t m_x = 0, m_y = 0;
};

void write_text(ByteStream& out, const std::string& text) {
    out.varint(text.size());
    out.bytes(text);
}

void write_polygons(ByteStream& out, const core::MultiPolygon& polygons, Coordinates& coordinates) {
    out.varint(polygons.size());
    for (const core::Polygon& polygon : polygons) {
        out.varint(polygon.size());
        for (const auto& ring : polygon) {
            out.varint(ring.size());
            for (const core::Point p : ring) coordinates.write(p);
        }
    }
}

void write_context(ByteStream& out, const model::ContextShapes& context) {
    out.varint(context.position);
    out.varint(context.lines ? 1 : 0);
    out.varint(context.shapes.size());
    Coordinates coordinates(out, kContextDecimals);
    for (std::size_t s = 0; s < context.shapes.size(); ++s) {
        write_text(out, context.names[s]);
        write_polygons(out, context.shapes[s], coordinates);
    }
}

void write_places(ByteStream& out, const std::vector<model::Place>& places) {
    out.varint(places.size());
    for (const model::Place& place : places) {
        write_text(out, place.id);
        write_text(out, place.name);
        for (const double value : {place.wgs84.x, place.wgs84.y, place.grid.x, place.grid.y})
            out.fixed(std::bit_cast<std::uint64_t>(value), 8);
    }
}

/// Grid coordinates are whole numbers of 2^-24 of a cell.
void write_lines(ByteStream& out, const model::LineSet& set) {
    out.varint(set.duplicates);
    out.varint(set.classes.size());
    for (const std::string& of_class : set.classes) write_text(out, of_class);
    out.varint(set.lines.size());
    std::int64_t x = 0, y = 0;
    const auto write_coordinate = [&out](double value, std::int64_t& before) {
        const auto number = static_cast<std::int64_t>(value * core::kVerticesPerCell);
        out.zigzag(number - before);
        before = number;
    };
    for (const model::Line& line : set.lines) {
        write_text(out, line.id);
        write_text(out, line.name);
        out.varint(line.class_number);
        out.varint(line.last - line.first);
        std::int64_t mm = 0;
        for (std::size_t v = line.first; v < line.last; ++v) {
            write_coordinate(set.vertices[v].x, x);
            write_coordinate(set.vertices[v].y, y);
            out.varint(static_cast<std::uint64_t>(set.at_mm[v] - mm));
            mm = set.at_mm[v];
        }
    }
}

}  // namespace

void write_outlines(const model::Outlines& outlines, const std::string& path) {
    const model::Geometry& geometry = outlines.geometry;
    const int decimals = decimals_of(geometry);
    const Json head = {{"format", kOutlinesFormat},
                       {"crs", geometry.crs},
                       {"decimals", decimals},
                       {"territories", geometry.territories.size()},
                       {"places", outlines.places.size()},
                       {"context", outlines.context.size()},
                       {"lines", outlines.lines.size()}};
    ByteStream out(path);
    out.header(kOutlinesMagic, kOutlinesVersion, dumped(head, -1));
    Coordinates coordinates(out, decimals);
    for (const core::MultiPolygon& polygons : geometry.territories) write_polygons(out, polygons, coordinates);
    for (const std::vector<model::Place>& list : outlines.places) write_places(out, list);
    for (const model::ContextShapes& context : outlines.context) write_context(out, context);
    for (const model::LineSet& lines : outlines.lines) write_lines(out, lines);
    out.close();
}

}  // namespace covmap::store
