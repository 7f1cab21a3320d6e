#include "store/outlines/outlines_file.hpp"

#include <bit>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "store/bytes/byte_input.hpp"
#include "store/outlines/outlines_format.hpp"

namespace covmap::store {

namespace {

constexpr ByteFormat kOutlinesLayout{
    kOutlinesMagic, kOutlinesVersion, kByteHeader + kByteChecksum, "a file of outlines", "the outlines.covo of a run",
    kOldestOutlines};

constexpr std::int64_t kLongestLine_mm = 1'000'000'000'000;  ///< a million km

struct OutlinesHead {
    std::string crs;
    int decimals = kNoDecimals;
    std::size_t territories = 0, places = 0, context = 0, lines = 0;
};

OutlinesHead read_head(ByteInput& in, const std::string& path) {
    const std::string text = in.open(kOutlinesLayout);
    try {
        const auto json = nlohmann::json::parse(text);
        OutlinesHead head{json.at("crs").get<std::string>(),         json.at("decimals").get<int>(),
                          json.at("territories").get<std::size_t>(), json.at("places").get<std::size_t>(),
                          json.value("context", std::size_t{0}),     json.value("lines", std::size_t{0})};
        if (json.at("format") != kOutlinesFormat || head.decimals < kNoDecimals || head.decimals > kMostDecimals ||
            head.territories > in.left() || head.places > in.left() || head.context > in.left() || head.lines > in.left())
            throw std::out_of_range("other format, or more than it holds");
        return head;
    } catch (const nlohmann::json::exception& error) {
        damaged(path, error.what());
    } catch (const std::out_of_range& error) {
        damaged(path, error.what());
    }
}

/// The reverse of the writer's.
class KeptCoordinates {
public:
    KeptCoordinates(ByteInput& in, int decimals) : m_in(in), m_decimals(decimals) {}
    core::Point read() {
        const double x = read(m_x);
        return {x, read(m_y)};
    }

private:
    double read(std::uint64_t& before) {
        before += static_cast<std::uint64_t>(m_in.zigzag());
        if (m_decimals == kNoDecimals) return std::bit_cast<double>(before);
        return static_cast<double>(static_cast<std::int64_t>(before)) / kPowersOfTen[static_cast<std::size_t>(m_decimals)];
    }

    ByteInput& m_in;
    int m_decimals;
    std::uint64_t m_x = 0, m_y = 0;
};

core::MultiPolygon read_polygons(ByteInput& in, KeptCoordinates& coordinates) {
    core::MultiPolygon polygons(in.count(1));
    for (core::Polygon& polygon : polygons) {
        polygon.resize(in.count(1));
        for (auto& ring : polygon) {
            ring.resize(in.count(2));
            for (core::Point& p : ring) p = coordinates.read();
        }
    }
    return polygons;
}

std::string read_text(ByteInput& in) {
    std::string text(in.count(1), '\0');
    in.bytes(text.data(), text.size());
    return text;
}

std::vector<model::Place> read_list(ByteInput& in) {
    std::vector<model::Place> places(in.count(34));
    for (model::Place& place : places) {
        place.id = read_text(in);
        place.name = read_text(in);
        for (double* value : {&place.wgs84.x, &place.wgs84.y, &place.grid.x, &place.grid.y})
            *value = std::bit_cast<double>(in.fixed(8));
    }
    return places;
}

model::ContextShapes read_context(ByteInput& in, const std::string& path) {
    model::ContextShapes context;
    context.position = in.varint();
    const std::uint64_t lines = in.varint();
    if (lines > 1) damaged(path, "its context is neither of areas nor of lines");
    context.lines = lines == 1;
    context.shapes.resize(in.count(2));
    KeptCoordinates coordinates(in, kContextDecimals);
    for (core::MultiPolygon& shape : context.shapes) {
        context.names.push_back(read_text(in));
        shape = read_polygons(in, coordinates);
    }
    return context;
}

/// The vertices of one line, after those of the lines before.
void read_line(ByteInput& in, const std::string& path, std::int64_t& x, std::int64_t& y, model::LineSet& set) {
    model::Line& line = set.lines.emplace_back();
    line.id = read_text(in);
    line.name = read_text(in);
    const std::uint64_t of_class = in.varint();
    if (of_class >= set.classes.size()) damaged(path, "a line is of no class");
    line.class_number = static_cast<std::uint32_t>(of_class);
    line.first = set.vertices.size();
    const std::size_t vertices = in.count(3);
    if (vertices < 2) damaged(path, "a line has fewer than two vertices");
    std::int64_t mm = 0;
    const auto coordinate = [&in](std::int64_t& before) {
        before = static_cast<std::int64_t>(static_cast<std::uint64_t>(before) + static_cast<std::uint64_t>(in.zigzag()));
        return static_cast<double>(before) / core::kVerticesPerCell;
    };
    for (std::size_t v = 0; v < vertices; ++v) {
        const double col = coordinate(x);
        set.vertices.push_back({col, coordinate(y)});
        const std::uint64_t more = in.varint();
        if (more > kLongestLine_mm || mm + static_cast<std::int64_t>(more) > kLongestLine_mm) damaged(path, "a line is too long");
        mm += static_cast<std::int64_t>(more);
        set.at_mm.push_back(mm);
    }
    line.last = set.vertices.size();
}

model::LineSet read_lines(ByteInput& in, const std::string& path) {
    model::LineSet set;
    set.duplicates = in.varint();
    set.classes.resize(in.count(1));
    for (std::string& of_class : set.classes) of_class = read_text(in);
    const std::size_t lines = in.count(4);
    std::int64_t x = 0, y = 0;
    for (std::size_t l = 0; l < lines; ++l) read_line(in, path, x, y, set);
    return set;
}

}  // namespace

model::Outlines open_outlines(const std::string& path) {
    ByteInput in(path);
    const OutlinesHead head = read_head(in, path);
    model::Outlines outlines;
    outlines.geometry.crs = head.crs;
    KeptCoordinates coordinates(in, head.decimals);
    for (std::size_t t = 0; t < head.territories; ++t) outlines.geometry.territories.push_back(read_polygons(in, coordinates));
    for (std::size_t p = 0; p < head.places; ++p) outlines.places.push_back(read_list(in));
    for (std::size_t c = 0; c < head.context; ++c) outlines.context.push_back(read_context(in, path));
    for (std::size_t l = 0; l < head.lines; ++l) outlines.lines.push_back(read_lines(in, path));
    if (in.left() != kByteChecksum) damaged(path, "it holds more than it says");
    return outlines;
}

}  // namespace covmap::store
