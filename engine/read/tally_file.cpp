#include "read/tally_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <vector>

#include "core/error.hpp"
#include "core/tally_format.hpp"
#include "read/tally_model.hpp"

namespace covmap::read {

namespace {

constexpr std::size_t kBufferBytes = 1U << 20U;
constexpr std::uint64_t kHeaderBytes = 24;  ///< magic, version, flags, length of the JSON
constexpr std::uint64_t kChecksumBytes = 8;
constexpr std::uint64_t kSmallestFile = kHeaderBytes + 16 + 1 + 16 + kChecksumBytes;

[[noreturn]] void fail(const std::string& path, const std::string& what) {
    throw core::Error(core::ErrorKind::input, path, what);
}
[[noreturn]] void damaged(const std::string& path, const std::string& why) {
    fail(path, "is damaged (" + why + "); copy it again or run the job again");
}

/// A file from front to back through one buffer.
class Input {
public:
    explicit Input(const std::string& path) : m_path(path), m_buffer(kBufferBytes) {
        m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (m_descriptor < 0) fail(path, std::string("cannot be opened (") + std::strerror(errno) + ")");
        const off_t end = ::lseek(m_descriptor, 0, SEEK_END);
        if (end < 0) {
            ::close(m_descriptor);
            fail(path, "is not a file that can be read from any place; give the tally.covt of a run");
        }
        m_size = static_cast<std::uint64_t>(end);
    }
    ~Input() { ::close(m_descriptor); }
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    [[nodiscard]] std::uint64_t at() const { return m_next - (m_end - m_begin); }
    [[nodiscard]] std::uint64_t left() const { return m_size - at(); }
    void seek(std::uint64_t position) {
        m_next = position;
        m_begin = m_end = 0;
    }

    void bytes(char* out, std::size_t count) {
        while (count > 0) {
            if (m_begin == m_end) refill();
            const std::size_t some = std::min(count, m_end - m_begin);
            std::memcpy(out, m_buffer.data() + m_begin, some);
            m_begin += some;
            out += some;
            count -= some;
        }
    }
    unsigned char byte() {
        if (m_begin == m_end) refill();
        return static_cast<unsigned char>(m_buffer[m_begin++]);
    }
    std::uint64_t fixed(int width) {
        std::uint64_t value = 0;
        for (int i = 0; i < width; ++i) value |= std::uint64_t{byte()} << (8 * i);
        return value;
    }
    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const unsigned char b = byte();
            value |= std::uint64_t{b & 0x7FU} << shift;
            if (b < 0x80) return value;
        }
        damaged(m_path, "a number is too long");
    }

private:
    void refill() {
        const ssize_t count = ::pread(m_descriptor, m_buffer.data(), m_buffer.size(), static_cast<off_t>(m_next));
        if (count < 0) fail(m_path, std::string("cannot be read (") + std::strerror(errno) + ")");
        if (count == 0) damaged(m_path, "it ends early");
        m_begin = 0;
        m_end = static_cast<std::size_t>(count);
        m_next += m_end;
    }

    std::string m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
    std::vector<char> m_buffer;
    std::uint64_t m_next = 0;  ///< position in the file after the buffer
    std::size_t m_begin = 0, m_end = 0;
};

void check_header(Input& in, const std::string& path) {
    std::array<char, 8> magic{};
    if (in.size() >= magic.size()) in.bytes(magic.data(), magic.size());
    if (std::string_view(magic.data(), magic.size()) != core::kTallyMagic)
        fail(path, "is not a tally of covmap; give the tally.covt of a run");
    if (in.size() < kSmallestFile) damaged(path, "it ends early");
    const std::uint64_t version = in.fixed(4);
    if (version != core::kTallyVersion)
        fail(path, "is a tally of version " + std::to_string(version) + ", and this covmap reads version " +
                       std::to_string(core::kTallyVersion) + "; use the covmap that wrote it, or run the job again");
}

void check_sum(Input& in, const std::string& path) {
    core::TallyChecksum sum;
    std::vector<char> chunk(kBufferBytes);
    in.seek(0);
    while (in.left() > kChecksumBytes) {
        const auto some = static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size(), in.left() - kChecksumBytes));
        in.bytes(chunk.data(), some);
        sum.add(chunk.data(), some);
    }
    if (in.fixed(8) != sum.value()) damaged(path, "its checksum differs");
}

/// What the rows must fit into.
struct Shape {
    std::size_t territories = 0, signatures = 0, stride = 0;
    std::uint64_t rows_at = 0;  ///< position of the first block
};

class Reader final : public core::TallyReader {
public:
    Reader(std::string path, core::SignatureTable signatures, const Shape& shape)
        : m_path(std::move(path)), m_signatures(std::move(signatures)), m_shape(shape) {}

    [[nodiscard]] const core::SignatureTable& signatures() const override { return m_signatures; }
    [[nodiscard]] std::size_t stride() const override { return m_shape.stride; }

    void for_each(const std::function<void(const core::TerritoryTally&)>& visit) const override {
        Input in(m_path);
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
    void read_block(Input& in, std::size_t count, std::vector<std::uint32_t>& rows, std::vector<std::int64_t>& values) const {
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
            for (std::size_t row = 0; row < count; ++row) values[row * m_shape.stride + column] = core::unzigzag(in.varint());
    }

    std::string m_path;
    core::SignatureTable m_signatures;
    Shape m_shape;
};

core::RunModel read_model(Input& in, const std::string& path) {
    in.seek(core::kTallyMagic.size() + 4);
    if (in.fixed(4) != 0) fail(path, "uses a feature that this covmap does not know; use the covmap that wrote it");
    const std::uint64_t length = in.fixed(8);
    if (length > in.left()) damaged(path, "it ends early");
    std::string json(static_cast<std::size_t>(length), '\0');
    in.bytes(json.data(), json.size());
    try {
        return tally::model(nlohmann::json::parse(json));
    } catch (const nlohmann::json::exception& error) {
        damaged(path, error.what());
    } catch (const std::out_of_range& error) {
        damaged(path, error.what());
    }
}

core::SignatureTable read_signatures(Input& in, const core::RunModel& model, const std::string& path, std::size_t& stride) {
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

}  // namespace

TallyFile open_tally(const std::string& path) {
    Input in(path);
    check_header(in, path);
    check_sum(in, path);
    TallyFile file{read_model(in, path), nullptr};
    Shape shape;
    core::SignatureTable signatures = read_signatures(in, file.model, path, shape.stride);
    shape.territories = file.model.territories.territories.size();
    shape.signatures = signatures.size();
    shape.rows_at = in.at();
    file.reader = std::make_unique<Reader>(path, std::move(signatures), shape);
    return file;
}

}  // namespace covmap::read
