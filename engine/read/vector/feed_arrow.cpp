// GDAL's Arrow batches: columns and WKB without an object a feature (FlatGeobuf).
// Source: arrow.apache.org/docs/format/CDataInterface.html; GDAL RFC 86.
#include <cpl_string.h>
#include <ogr_recordbatch.h>

#include <algorithm>
#include <cstring>

#include "read/files/field_text.hpp"
#include "read/files/gdal_init.hpp"
#include "read/vector/ring_stream_paths.hpp"

namespace covmap::read {
namespace {

constexpr std::uint64_t kBatchBytes = 8U << 20U;  // a batch should hold about this much
constexpr std::uint64_t kMaxBatchFeatures = 1024;

struct Stream {
    ArrowArrayStream raw{};
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() {
        if (raw.release != nullptr) raw.release(&raw);
    }
};

struct Schema {
    ArrowSchema raw{};
    Schema() = default;
    Schema(const Schema&) = delete;
    Schema& operator=(const Schema&) = delete;
    ~Schema() {
        if (raw.release != nullptr) raw.release(&raw);
    }
};

struct Batch {
    ArrowArray raw{};
    Batch() = default;
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;
    ~Batch() {
        if (raw.release != nullptr) raw.release(&raw);
    }
};

// One column: position among the children, and its Arrow format.
struct Child {
    std::int64_t position = -1;
    std::string format;
};

template <class T>
T element(const ArrowArray& array, int buffer, std::int64_t row) {
    T value;
    std::memcpy(&value, static_cast<const char*>(array.buffers[buffer]) + static_cast<std::size_t>(row) * sizeof(T), sizeof(T));
    return value;
}

bool bit(const ArrowArray& array, int buffer, std::int64_t row) {
    return ((element<std::uint8_t>(array, buffer, row / 8) >> (row % 8)) & 1U) != 0;
}

bool is_null(const ArrowArray& array, std::int64_t row) {
    return array.null_count != 0 && array.buffers[0] != nullptr && !bit(array, 0, row);
}

// The bytes of a string or binary value; `large`: 64-bit offsets.
std::span<const std::byte> bytes_of(const ArrowArray& array, std::int64_t row, bool large) {
    const std::int64_t begin = large ? element<std::int64_t>(array, 1, row) : element<std::int32_t>(array, 1, row);
    const std::int64_t end = large ? element<std::int64_t>(array, 1, row + 1) : element<std::int32_t>(array, 1, row + 1);
    return {static_cast<const std::byte*>(array.buffers[2]) + begin, static_cast<std::size_t>(end - begin)};
}

std::int64_t units_per_second(char unit) {
    switch (unit) {
        case 'm':
            return 1000;
        case 'u':
            return 1'000'000;
        case 'n':
            return 1'000'000'000;
        default:
            return 1;
    }
}

std::int64_t floor_seconds(std::int64_t value, char unit) {
    const std::int64_t units = units_per_second(unit);
    return value / units - (value % units < 0 ? 1 : 0);
}

std::string temporal_text(const ArrowArray& array, const std::string& format, std::int64_t row) {
    const char unit = format[2];
    if (format == "tdD") return date_text(element<std::int32_t>(array, 1, row));
    if (format == "tdm") return date_text(floor_seconds(element<std::int64_t>(array, 1, row), 'm') / 86400);
    if (format[1] == 's') return datetime_text(floor_seconds(element<std::int64_t>(array, 1, row), unit));
    const bool narrow = unit == 's' || unit == 'm';
    return time_text(floor_seconds(narrow ? element<std::int32_t>(array, 1, row) : element<std::int64_t>(array, 1, row), unit));
}

std::string value_text(const ArrowArray& array, const std::string& format, std::int64_t row) {
    row += array.offset;
    if (is_null(array, row)) return {};
    switch (format[0]) {
        case 'b':
            return bit(array, 1, row) ? "1" : "0";
        case 'c':
            return integer_text(element<std::int8_t>(array, 1, row));
        case 'C':
            return integer_text(element<std::uint8_t>(array, 1, row));
        case 's':
            return integer_text(element<std::int16_t>(array, 1, row));
        case 'S':
            return integer_text(element<std::uint16_t>(array, 1, row));
        case 'i':
            return integer_text(element<std::int32_t>(array, 1, row));
        case 'I':
            return integer_text(element<std::uint32_t>(array, 1, row));
        case 'l':
            return integer_text(element<std::int64_t>(array, 1, row));
        case 'f':
            return real_text(element<float>(array, 1, row));
        case 'g':
            return real_text(element<double>(array, 1, row));
        case 't':
            return temporal_text(array, format, row);
        default:
            break;
    }
    const auto bytes = bytes_of(array, row, format[0] == 'U');
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool readable(const std::string& format) {
    if (format.size() == 1) return std::string("bcCsSiIlfguU").find(format) != std::string::npos;
    return format == "tdD" || format == "tdm" || format.starts_with("tt") || format.starts_with("ts");
}

// The geometry is the child whose metadata names the extension type.
bool is_geometry(const ArrowSchema& child) {
    if (child.metadata == nullptr || (child.format[0] != 'z' && child.format[0] != 'Z')) return false;
    std::int32_t pairs = 0, length = 0;
    const char* at = child.metadata;
    const auto next = [&at](std::int32_t& number) {
        std::memcpy(&number, at, sizeof number);
        at += sizeof number;
    };
    next(pairs);
    for (std::int32_t i = 0; i < 2 * pairs; ++i) {
        next(length);
        if (std::string_view(at, static_cast<std::size_t>(length)) == "ogc.wkb") return true;
        at += length;
    }
    return false;
}

struct Layout {
    std::vector<Child> columns;
    Child fid, geometry;
};

Child child_named(const ArrowSchema& schema, const std::string& name, std::int64_t first) {
    for (std::int64_t i = first; i < schema.n_children; ++i)
        if (schema.children[i]->name == name && !is_geometry(*schema.children[i])) return {i, schema.children[i]->format};
    return {};
}

// The FID comes first, as the stream was asked for it; then attributes, then the geometry.
bool lay_out(OGRLayerH layer, const ArrowSchema& schema, const ColumnPositions& columns, Layout& layout) {
    const std::vector<std::string> names = stored_column_names(layer);
    if (schema.n_children == 0 || std::string(schema.children[0]->format) != "l") return false;
    layout.fid = {0, "l"};
    for (const int column : columns) {
        layout.columns.push_back(column == kFidColumn ? layout.fid
                                                      : child_named(schema, names[static_cast<std::size_t>(column)], 1));
        if (layout.columns.back().position < 0 || !readable(layout.columns.back().format)) return false;
    }
    for (std::int64_t i = 0; i < schema.n_children; ++i)
        if (is_geometry(*schema.children[i])) layout.geometry = {i, schema.children[i]->format};
    return layout.geometry.position >= 0;
}

void feed_batch(const ArrowArray& batch, const Layout& layout, FeatureFeed& feed) {
    const ArrowArray& geometry = *batch.children[layout.geometry.position];
    const ArrowArray& fid = *batch.children[layout.fid.position];
    for (std::int64_t row = 0; row < batch.length; ++row) {
        for (std::size_t i = 0; i < layout.columns.size(); ++i) {
            const Child& child = layout.columns[i];
            feed.values()[i] = value_text(*batch.children[child.position], child.format, row);
        }
        if (!feed.begin(element<std::int64_t>(fid, 1, row + fid.offset))) continue;
        if (is_null(geometry, row + geometry.offset)) {
            feed.no_geometry();
            continue;
        }
        MemorySource source(bytes_of(geometry, row + geometry.offset, layout.geometry.format[0] == 'Z'));
        feed.wkb(source);
    }
}

bool open_stream(OGRLayerH layer, std::uint64_t bytes, Stream& stream) {
    const auto features = static_cast<std::uint64_t>(std::max<GIntBig>(1, OGR_L_GetFeatureCount(layer, FALSE)));
    const std::uint64_t each = std::max<std::uint64_t>(1, bytes / features);
    const std::uint64_t batch = std::clamp<std::uint64_t>(kBatchBytes / each, 1, kMaxBatchFeatures);
    CPLStringList options;
    options.SetNameValue("INCLUDE_FID", "YES");
    options.SetNameValue("MAX_FEATURES_IN_BATCH", std::to_string(batch).c_str());
    OGR_L_ResetReading(layer);
    return OGR_L_GetArrowStream(layer, &stream.raw, options.List());
}

}  // namespace

bool feed_arrow(OGRLayerH layer, const ColumnPositions& columns, std::uint64_t bytes, FeatureFeed& feed) {
    forget_gdal_message();
    Stream stream;
    if (!open_stream(layer, bytes, stream)) throw_damaged(feed.file(), last_gdal_message());
    Layout layout;
    {
        Schema schema;
        if (stream.raw.get_schema(&stream.raw, &schema.raw) != 0 || !lay_out(layer, schema.raw, columns, layout)) return false;
    }
    while (true) {
        Batch batch;
        forget_gdal_message();
        if (stream.raw.get_next(&stream.raw, &batch.raw) != 0) {
            const char* reason = stream.raw.get_last_error(&stream.raw);
            throw_damaged(feed.file(), reason != nullptr ? reason : last_gdal_message());
        }
        if (gdal_failed()) throw_damaged(feed.file(), last_gdal_message());
        if (batch.raw.release == nullptr) break;
        feed_batch(batch.raw, layout, feed);
    }
    return true;
}

}  // namespace covmap::read
