// Indicators: three-state functions of (market of the territory, signature).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/job/job.hpp"
#include "model/layer.hpp"
#include "model/run_model.hpp"

namespace covmap::model {

enum class State : std::uint8_t { not_met = 0, met = 1, unknown = 2 };

/// What one operator offers at a place for one question: some matching layer is present, or none is although the operator is
/// known here, or nobody said.
enum class Offer : std::uint8_t { absent = 0, present = 1, unknown = 2 };

/// 2G < 3G < 4G < 5G; the technologies that a published name stands for («2G3G», «2G/3G» -> {2G, 3G}); an unknown name is its
/// own set.
std::vector<std::string> technology_set(const std::string& technology);
/// Order of a mobile generation («4G» -> 4), or -1 (also for a set of several).
int technology_rank(const std::string& technology);

/// Fills in the operands of combinations, and of the combinations among them. Throws Error(job) where a name is no indicator, and
/// where an indicator is asked for itself.
void settle_combinations(std::vector<IndicatorSpec>& indicators);

/// Whether a claim answers the question: technology, service, kind, medium, nature and vintage; not operator, not level, not
/// speed. A combination: whether it answers some operand.
/// `>=X`: the lowest technology of the claim is X or above («2G3G» meets `>=2G`, never `>=3G`). A list: the claim's name is in
/// it, or each technology that it stands for.
bool matches(const IndicatorSpec& spec, const Claim& claim);

/// The level as which a layer counts: its own, or what its scale says of layers without level (the worst unless told);
/// kUnclearLevel where that is «unknown», empty where there is no scale.
inline constexpr const char* kUnclearLevel = "unknown";
std::string effective_level(const Scale& scale, const std::string& level);

/// A condition on levels and speeds; all empty: any layer will do. Levels are compared within one scale only: a claim whose scale
/// does not hold the level asked for does not pass. A layer that does not say its speed or latency is unclear where that is
/// asked.
struct LevelAsked {
    std::string at_least;
    std::string exact;
    std::int64_t down_kbps = 0, up_kbps = 0;
    bool low_latency = false;
};

/// One operator's claims compiled against one question.
struct OperatorBits {
    std::vector<std::uint32_t> pass_bits;  ///< any present: passes
    std::vector<std::uint32_t>
        unclear_bits;  ///< any present, none passing: unknown (layers without level under no_level = unknown)
    /// Where a claim speaks: the bit of its extent is present, and that of its doubt is not.
    struct Spoken {
        static constexpr std::uint32_t kNone = ~std::uint32_t{0};
        std::uint32_t extent = kNone;  ///< kNone: everywhere
        std::uint32_t doubt = kNone;   ///< kNone: nowhere
        bool operator==(const Spoken&) const = default;
    };
    std::vector<Spoken> spoken;  ///< by any of them: known here

    /// Adds the layers and the extent of one claim. An operator without any claim stays unknown.
    void add(const Catalogue& catalogue, core::ClaimId claim, const LevelAsked& asked);
    /// Adds the extents of sources that speak for every operator: of their claims of this kind and vintage, and of one of
    /// `natures`.
    void add_complete(const Catalogue& catalogue, const std::string& kind, const std::string& vintage,
                      std::span<const std::string> natures);
    [[nodiscard]] Offer offer(std::span<const std::uint64_t> signature) const;
    [[nodiscard]] bool known(std::span<const std::uint64_t> signature) const;
};

/// A market's operators compiled against one indicator: bit lists per operator, ready to be evaluated on signatures. A
/// combination is its operands: all_of is not met from one that is not, any_of met from one that is, none_of met where all are
/// not met; unknown where the unknown decides. Exact, since all are asked of one signature. Immutable, hence thread-safe. Cost:
/// one look at each of the bits concerned.
class CompiledIndicator {
public:
    /// Operators of the market that `of` leaves out (if it is given) do not count. Duplicates count once. `lost`: operators that
    /// are still licensed and offer nothing any more, which is known everywhere.
    CompiledIndicator(const IndicatorSpec& spec, const Catalogue& catalogue, const Market& market,
                      std::span<const std::string> lost = {});
    /// With p operators passing, u unknown, n in all: `min = k` is met from p >= k, not met when p + u < k, else unknown;
    /// `max = m` is met when p + u <= m, not met from p > m, else unknown; `all` is min = n (not met for n = 0). Given both, not
    /// met if either is not, met if both are. Given none, min = 1.
    [[nodiscard]] State operator()(std::span<const std::uint64_t> signature) const;
    /// Number of operators of the market that pass / that are unknown; of a combination, the sums over its all_of and any_of.
    struct Count {
        int present = 0, unknown = 0;
    };
    [[nodiscard]] Count count(std::span<const std::uint64_t> signature) const;
    [[nodiscard]] int operators() const;

private:
    [[nodiscard]] State combined(std::span<const std::uint64_t> signature) const;

    IndicatorSpec m_spec;
    std::vector<OperatorBits> m_operators;
    std::vector<CompiledIndicator> m_operands;
};

}  // namespace covmap::model
