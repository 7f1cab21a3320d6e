#include "store/rows/tally_rows.hpp"

#include <limits>

namespace covmap::store {

namespace {

void write_signatures(ByteStream& out, const core::SignatureTable& signatures, std::size_t stride) {
    out.fixed(signatures.size(), 8);
    out.fixed(signatures.words, 4);
    out.fixed(stride, 4);
    for (const std::uint64_t word : signatures.data) out.fixed(word, 8);
}

/// The rows behind lo and hi, sorted by (territory, all, any).
void write_doubt(ByteStream& out, const std::vector<core::DoubtRow>& rows) {
    out.varint(rows.size());
    std::uint32_t before = 0;
    for (const core::DoubtRow& row : rows) {
        out.varint(row.territory.value - before);
        out.varint(row.all);
        out.varint(row.any);
        for (const std::int64_t value : row.values) out.zigzag(value);
        before = row.territory.value;
    }
}

void write_territory(ByteStream& out, const core::TerritoryTally& rows, std::size_t stride) {
    std::uint32_t before = 0;
    for (const std::uint32_t signature : rows.signatures) {
        out.varint(signature + 1 - before);
        before = signature + 1;
    }
    const std::size_t count = rows.signatures.size();
    for (std::size_t column = 0; column < stride; ++column)
        for (std::size_t row = 0; row < count; ++row) out.zigzag(rows.values[row * stride + column]);
}

bool is_sound(const core::TerritoryTally& rows, std::size_t stride, std::size_t signatures) {
    if (rows.values.size() != rows.signatures.size() * stride) return false;
    for (std::size_t i = 0; i < rows.signatures.size(); ++i) {
        if (rows.signatures[i] >= signatures || (i > 0 && rows.signatures[i] <= rows.signatures[i - 1])) return false;
    }
    return true;
}

class RowsReader final : public core::TallyReader {
public:
    RowsReader(std::string path, std::unique_ptr<ByteInput> file, core::SignatureTable signatures, const TallyShape& shape)
        : m_path(std::move(path)),
          m_file(std::move(file)),
          m_signatures(std::move(signatures)),
          m_shape(shape),
          m_rows_at(m_file->at()) {}

    [[nodiscard]] const core::SignatureTable& signatures() const override { return m_signatures; }
    [[nodiscard]] std::size_t stride() const override { return m_shape.stride; }

    void for_each(const std::function<void(const core::TerritoryTally&)>& visit) const override {
        const std::unique_ptr<ByteInput> again = m_file->again();
        ByteInput& in = *again;
        in.seek(m_rows_at);
        std::vector<std::uint32_t> rows;
        std::vector<std::int64_t> values;
        std::uint64_t next = 0, blocks = 0, total = 0;
        while (const std::uint64_t count = in.varint()) {
            const std::uint64_t skipped = in.varint();
            if (count > m_signatures.size() || skipped >= m_shape.territories || next + skipped >= m_shape.territories)
                damaged(m_path, "a territory is out of range");
            next += skipped;
            read_block(in, static_cast<std::size_t>(count), rows, values);
            visit({core::TerritoryId(static_cast<std::uint32_t>(next)), rows, values});
            ++next;
            ++blocks;
            total += count;
        }
        if (in.fixed(8) != blocks || in.fixed(8) != total) damaged(m_path, "rows are missing");
    }

private:
    void read_block(ByteInput& in, std::size_t count, std::vector<std::uint32_t>& rows, std::vector<std::int64_t>& values) const {
        rows.resize(count);
        values.resize(count * m_shape.stride);
        std::uint64_t next = 0;
        for (std::uint32_t& row : rows) {
            const std::uint64_t step = in.varint();
            if (step == 0 || step > m_signatures.size() - next) damaged(m_path, "a signature is out of range");
            next += step;
            row = static_cast<std::uint32_t>(next - 1);
        }
        for (std::size_t column = 0; column < m_shape.stride; ++column)
            for (std::size_t row = 0; row < count; ++row) values[row * m_shape.stride + column] = in.zigzag();
    }

    std::string m_path;
    std::unique_ptr<ByteInput> m_file;  ///< the one that was checked
    core::SignatureTable m_signatures;
    TallyShape m_shape;
    std::uint64_t m_rows_at;  ///< position of the first block
};

core::SignatureTable read_signatures(ByteInput& in, const TallyShape& shape, const std::string& path) {
    const std::uint64_t count = in.fixed(8);
    core::SignatureTable table;
    table.words = static_cast<std::size_t>(in.fixed(4));
    if (table.words != shape.words || in.fixed(4) != shape.stride || count > std::numeric_limits<std::uint32_t>::max() ||
        count > in.left() / 8 / table.words)
        damaged(path, "its signatures do not fit");
    table.data.resize(static_cast<std::size_t>(count) * table.words);
    for (std::uint64_t& word : table.data) word = in.fixed(8);
    return table;
}

std::vector<core::DoubtRow> read_doubt(ByteInput& in, const TallyShape& shape, const std::string& path) {
    std::vector<core::DoubtRow> rows(in.count(3 + shape.stride));
    std::uint64_t territory = 0;
    for (core::DoubtRow& row : rows) {
        const std::uint64_t step = in.varint();
        if (step >= shape.territories - territory) damaged(path, "a territory is out of range");
        territory += step;
        row.territory = core::TerritoryId(static_cast<std::uint32_t>(territory));
        row.all = in.varint();
        row.any = in.varint();
        row.values.resize(shape.stride);
        for (std::int64_t& value : row.values) value = in.zigzag();
    }
    return rows;
}

}  // namespace

bool write_tally_rows(ByteStream& out, const core::TallyReader& tally, const std::vector<core::DoubtRow>& doubt,
                      std::size_t territories) {
    const std::size_t stride = tally.stride(), signatures = tally.signatures().size();
    write_signatures(out, tally.signatures(), stride);
    write_doubt(out, doubt);
    std::uint64_t blocks = 0, total_rows = 0, next = 0;
    bool sound = true;
    tally.for_each([&](const core::TerritoryTally& rows) {
        if (rows.signatures.empty() || !sound) return;
        sound = rows.territory.value >= next && rows.territory.value < territories && is_sound(rows, stride, signatures);
        if (!sound) return;
        out.varint(rows.signatures.size());
        out.varint(rows.territory.value - next);
        write_territory(out, rows, stride);
        next = std::uint64_t{rows.territory.value} + 1;
        ++blocks;
        total_rows += rows.signatures.size();
    });
    out.varint(0);
    out.fixed(blocks, 8);
    out.fixed(total_rows, 8);
    return sound;
}

TallyRows read_tally_rows(std::unique_ptr<ByteInput> in, const std::string& path, const TallyShape& shape, bool with_doubt) {
    TallyRows rows;
    core::SignatureTable signatures = read_signatures(*in, shape, path);
    if (with_doubt) rows.doubt = read_doubt(*in, shape, path);
    rows.reader = std::make_unique<RowsReader>(path, std::move(in), std::move(signatures), shape);
    return rows;
}

}  // namespace covmap::store
