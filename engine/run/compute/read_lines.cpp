#include "run/compute/read_lines.hpp"

#include <algorithm>
#include <cmath>

#include "geodesy/locator.hpp"
#include "run/prepare/hash_inputs.hpp"
#include "run/prepare/read_inputs.hpp"

namespace covmap::run {

LinesOfJob read_lines(const model::Job& job, const core::Frame& frame, const read::Land* land) {
    LinesOfJob lines;
    for (const model::LinesSpec& spec : job.lines) {
        read::LinesRead read = read::read_lines(spec, frame.lattice, clip_of(frame.cells), land);
        lines.empty.push_back(read.set.lines.empty());
        lines.sets.push_back(std::move(read.set));
        read.set = {};
        lines.reads.push_back(std::move(read));
    }
    return lines;
}

void gather_lines(const LinesOfJob& lines, model::RunModel& model) {
    for (std::size_t l = 0; l < lines.reads.size(); ++l) {
        const model::LinesSpec& spec = model.job.lines[l];
        add_hashed(lines.reads[l].inputs, spec.source, "lines[" + std::to_string(l) + "]", model);
        model.defects.merge(lines.reads[l].defects);
        if (!lines.empty[l]) continue;
        model.warnings.push_back(spec.source.given + (lines.reads[l].features == 0 && !spec.where.empty()
                                                          ? ": none of its features is what `where` asks for"
                                                          : ": holds no line that can be measured; is it the right file?"));
    }
}

namespace {

/// Places along the lines of one set.
class LineDrawing {
public:
    LineDrawing(const core::Lattice& lattice, const model::LineSet& set) : m_set(set), m_locator(lattice) {}

    void draw(model::Stretch& stretch) {
        m_stretch = &stretch;
        std::int64_t before_middle_mm = stretch.length_mm / 2;
        for (const model::StretchPart& part : stretch.parts) {
            const std::int64_t length_mm = part.to_mm - part.from_mm;
            if (before_middle_mm >= 0 && before_middle_mm <= length_mm)
                stretch.middle =
                    wgs84(part.line, part.backwards ? part.to_mm - before_middle_mm : part.from_mm + before_middle_mm);
            before_middle_mm -= length_mm;
            draw(part);
        }
        std::erase_if(stretch.paths, [](const core::Polygon& path) { return path.front().size() < 2; });
    }

private:
    void draw(const model::StretchPart& part) {
        const model::Line& line = m_set.lines[part.line];
        std::vector<core::Point> places{wgs84(part.line, part.from_mm)};
        for (std::size_t v = line.first; v < line.last; ++v)
            if (m_set.at_mm[v] > part.from_mm && m_set.at_mm[v] < part.to_mm) places.push_back(rounded(m_set.vertices[v]));
        places.push_back(wgs84(part.line, part.to_mm));
        if (part.backwards) std::reverse(places.begin(), places.end());
        for (const core::Point place : places) add(place);
    }

    void add(core::Point place) {
        constexpr double kHalfTurn = 180;
        core::MultiPolygon& paths = m_stretch->paths;
        if (!paths.empty() && paths.back().front().back() == place) return;
        const bool fresh = paths.empty() || std::abs(paths.back().front().back().x - place.x) > kHalfTurn;
        if (fresh) paths.push_back({{}});
        paths.back().front().push_back(place);
    }

    [[nodiscard]] core::Point wgs84(std::size_t number, std::int64_t mm) const {
        const model::Line& line = m_set.lines[number];
        const auto begin = m_set.at_mm.begin() + static_cast<std::ptrdiff_t>(line.first),
                   end = m_set.at_mm.begin() + static_cast<std::ptrdiff_t>(line.last);
        const auto at = std::lower_bound(begin, end, mm);
        const auto v = static_cast<std::size_t>(at - m_set.at_mm.begin());
        if (at == end || *at == mm || v == line.first) return rounded(m_set.vertices[std::min(v, line.last - 1)]);
        const double share =
            static_cast<double>(mm - m_set.at_mm[v - 1]) / static_cast<double>(m_set.at_mm[v] - m_set.at_mm[v - 1]);
        const core::Point a = m_set.vertices[v - 1], b = m_set.vertices[v];
        return rounded({a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share});
    }

    [[nodiscard]] core::Point rounded(core::Point grid) const {
        constexpr double kSteps = 1e7;  // of a degree
        const core::Point place = m_locator.wgs84(grid);
        return {std::round(place.x * kSteps) / kSteps, std::round(place.y * kSteps) / kSteps};
    }

    const model::LineSet& m_set;
    geodesy::Locator m_locator;
    model::Stretch* m_stretch = nullptr;
};

}  // namespace

void draw_stretches(const core::Lattice& lattice, const model::LineSet& set, model::StretchSet& stretches) {
    LineDrawing drawing(lattice, set);
    for (model::Stretch& stretch : stretches.stretches) drawing.draw(stretch);
}

}  // namespace covmap::run
