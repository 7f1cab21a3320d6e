#include "store/tally_file.hpp"

#include <limits>
#include <vector>

#include "store/bytes/byte_input.hpp"
#include "store/tally_format.hpp"
#include "store/tally_model.hpp"

namespace covmap::store {

namespace {

/// Signatures' counts, the end mark, blocks and rows.
constexpr ByteFormat kTallyLayout{
    kTallyMagic, kTallyVersion, kByteHeader + 16 + 1 + 16 + kByteChecksum, "a tally", "the tally.covt of a run", kTallyOldest};

/// What the rows must fit into.
struct TallyShape {
    std::size_t territories = 0, signatures = 0, stride = 0;
    std::uint64_t rows_at = 0;  ///< position of the first block
};

class Reader final : public core::TallyReader {
public:
    Reader(std::string path, std::unique_ptr<ByteInput> file, core::SignatureTable signatures, const TallyShape& shape)
        : m_path(std::move(path)), m_file(std::move(file)), m_signatures(std::move(signatures)), m_shape(shape) {}

    [[nodiscard]] const core::SignatureTable& signatures() const override { return m_signatures; }
    [[nodiscard]] std::size_t stride() const override { return m_shape.stride; }

    void for_each(const std::function<void(const core::TerritoryTally&)>& visit) const override {
        const std::unique_ptr<ByteInput> again = m_file->again();
        ByteInput& in = *again;
        in.seek(m_shape.rows_at);
        std::vector<std::uint32_t> rows;
        std::vector<std::int64_t> values;
        std::uint64_t next = 0, blocks = 0, total = 0;
        while (const std::uint64_t count = in.varint()) {
            const std::uint64_t skipped = in.varint();
            if (count > m_shape.signatures || skipped >= m_shape.territories || next + skipped >= m_shape.territories)
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
            if (step == 0 || step > m_shape.signatures - next) damaged(m_path, "a signature is out of range");
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
};

model::RunModel read_model(ByteInput& in, const std::string& path) {
    const std::string json = in.open(kTallyLayout);
    try {
        return tally::model(nlohmann::json::parse(json));
    } catch (const nlohmann::json::exception& error) {
        damaged(path, error.what());
    } catch (const std::out_of_range& error) {
        damaged(path, error.what());
    }
}

core::SignatureTable read_signatures(ByteInput& in, const model::RunModel& model, const std::string& path, std::size_t& stride) {
    const std::uint64_t count = in.fixed(8);
    core::SignatureTable table;
    table.words = static_cast<std::size_t>(in.fixed(4));
    stride = static_cast<std::size_t>(in.fixed(4));
    if (table.words != core::words_for(model.catalogue.bits()) || stride != model.attributes.size() + 1 ||
        count > std::numeric_limits<std::uint32_t>::max() || count > in.left() / 8 / table.words)
        damaged(path, "its signatures do not fit");
    table.data.resize(static_cast<std::size_t>(count) * table.words);
    for (std::uint64_t& word : table.data) word = in.fixed(8);
    return table;
}

void read_doubt(ByteInput& in, model::RunModel& model, const std::string& path, std::size_t stride) {
    model.doubt.resize(in.count(3 + stride));
    std::uint64_t territory = 0;
    for (core::DoubtRow& row : model.doubt) {
        const std::uint64_t step = in.varint();
        if (step >= model.territories.territories.size() - territory) damaged(path, "a territory is out of range");
        territory += step;
        row.territory = core::TerritoryId(static_cast<std::uint32_t>(territory));
        row.all = in.varint();
        row.any = in.varint();
        row.values.resize(stride);
        for (std::int64_t& value : row.values) value = in.zigzag();
    }
}

}  // namespace

TallyFile open_tally(const std::string& path) {
    auto opened = std::make_unique<ByteInput>(path);
    ByteInput& in = *opened;
    TallyFile file{read_model(in, path), nullptr, false};
    TallyShape shape;
    core::SignatureTable signatures = read_signatures(in, file.model, path, shape.stride);
    shape.territories = file.model.territories.territories.size();
    shape.signatures = signatures.size();
    file.keeps_doubt = in.version() >= kTallyWithDoubt;
    if (file.keeps_doubt) read_doubt(in, file.model, path, shape.stride);
    shape.rows_at = in.at();
    file.reader = std::make_unique<Reader>(path, std::move(opened), std::move(signatures), shape);
    return file;
}

}  // namespace covmap::store
