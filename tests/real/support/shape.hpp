// GEOS behind values, for the oracle: polygons of the plane. One context for the program: not thread-safe.
#pragma once

#include <memory>
#include <vector>

struct GEOSGeom_t;
struct GEOSPrepGeom_t;

namespace covmap::real {

struct Point {
    double x = 0, y = 0;
};

struct Box {
    double x_min = 0, y_min = 0, x_max = 0, y_max = 0;
    [[nodiscard]] bool meets(const Box& o) const {
        return x_min < o.x_max && o.x_min < x_max && y_min < o.y_max && o.y_min < y_max;
    }
    [[nodiscard]] Box united(const Box& o) const;
};

using Ring = std::vector<Point>;

/// A polygonal region. Errors of GEOS are thrown as std::runtime_error.
class Shape {
public:
    Shape();  ///< empty
    /// A shell and its holes; made valid where it is not.
    static Shape polygon(const Ring& shell, const std::vector<Ring>& holes = {});
    /// All that a ring goes round, however often and whichever way: its winding is not 0. For rings that cross themselves, of
    /// which making valid keeps only what is gone round an odd number of times.
    static Shape wound(const Ring& ring);
    static Shape box(const Box& box);
    static Shape united(const std::vector<Shape>& shapes);

    [[nodiscard]] Shape operator&(const Shape& other) const;
    [[nodiscard]] Shape operator-(const Shape& other) const;
    [[nodiscard]] bool empty() const;
    [[nodiscard]] double area() const;
    [[nodiscard]] double perimeter() const;
    [[nodiscard]] Box bounds() const;
    [[nodiscard]] std::size_t vertices() const;
    [[nodiscard]] bool was_invalid() const { return m_was_invalid; }

private:
    friend class Prepared;
    explicit Shape(GEOSGeom_t* owned);
    std::shared_ptr<GEOSGeom_t> m_geometry;
    bool m_was_invalid = false;
};

/// A shape that is asked often.
class Prepared {
public:
    explicit Prepared(const Shape& shape);
    [[nodiscard]] bool covers(const Shape& other) const;
    [[nodiscard]] bool meets(const Shape& other) const;
    [[nodiscard]] const Shape& shape() const { return m_shape; }

private:
    Shape m_shape;
    std::shared_ptr<const GEOSPrepGeom_t> m_prepared;
};

}  // namespace covmap::real
