// A sheet: all that is told of one territory on one printed page, as figures. measure/sheet/sheet.hpp makes it, export writes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/polygon.hpp"
#include "core/text.hpp"
#include "model/job/job.hpp"
#include "model/table.hpp"

namespace covmap::model {

inline constexpr std::size_t kMostSheetZones = 40;  ///< of each [[zones]] told one by one, and numbered on the map

inline constexpr std::int64_t kMuchUnknown_hundredths = 1000;  ///< of a per cent: from here on «known for X %», without rank

using SheetValue = std::optional<std::int64_t>;  ///< none: not known, or secret

/// One territory of one unit: a commune, a département, the whole.
struct SheetPlace {
    std::string unit;       ///< «commune», «departement», «all»
    core::Text unit_label;  ///< «département»/«department»
    std::string code, name;
};

/// The figures of one indicator in one place. Shares in hundredths of a per cent.
struct SheetShare {
    SheetValue met, not_met, unknown;  ///< of the attribute
    SheetValue share, lo, hi;          ///< of the whole; none: nobody lives there, or the run does not know
};

/// How a place stands among those of its unit in an area around it.
struct SheetRank {
    std::int64_t rank = 0;           ///< 1: the largest share (the smallest where less is better)
    std::int64_t equals = 0;         ///< others with the same share
    std::int64_t places = 0;         ///< those with a share, itself included
    std::int64_t surely_better = 0;  ///< whose range lies wholly above its own; with surely_worse 0 where ranges are not known
    std::int64_t surely_worse = 0;
    bool has_ranges = false;
};

struct SheetComparison {
    SheetPlace around;
    SheetShare share;
    std::optional<SheetRank> rank;  ///< none: it has no share, or is alone
};

/// What became of people between an earlier indicator and this one, of the same run.
struct SheetChanges {
    core::Text since;  ///< label of the earlier one
    SheetValue gained, lost, newly_known, no_longer_known;
};

struct SheetIndicator {
    std::string name;
    core::Text label;
    core::Text nature;  ///< «selon les opérateurs»/«as claimed by operators»
    bool low_is_good = false;
    SheetShare here;
    SheetValue area_share;                               ///< of the area that meets it
    std::vector<SheetComparison> around;                 ///< one each of Sheet::around
    std::optional<SheetChanges> changes = std::nullopt;  ///< where the job asks for them
    core::Text lack = {};           ///< what those who lack it have: «aucune 4G»/«no 4G at all»; or empty
    core::Text lacking_words = {};  ///< «sans « 4G »»/«without «4G»»: after the number of those who lack it
    core::Text lead = {};           ///< «Selon les opérateurs»/«According to the operators»: before the sentence; or empty
    bool claimed = false;           ///< as claimed by operators alone: else the sentence says «would»
    /// Who lacks it: those who do not meet it, or who meet it where less is better.
    [[nodiscard]] SheetValue lacking() const { return low_is_good ? here.met : here.not_met; }
};

/// People by the best level of one operator; they add up to the whole.
struct SheetOperator {
    std::string code, name;
    std::string nature;              ///< «claimed», «modelled», …
    std::vector<SheetValue> people;  ///< follows SheetService::levels
    std::vector<SheetValue> share;   ///< the same, hundredths of a per cent
};

/// One technology and service: who offers it, at which best level.
struct SheetService {
    std::string technology, service, kind, vintage;
    std::vector<std::string> levels;  ///< best first, then «covered», «none», «unknown», those that occur
    std::vector<SheetOperator> operators;
};

struct SheetZone {
    std::string id, name;
    SheetValue people;        ///< in this territory
    SheetValue people_whole;  ///< of the whole zone
    SheetValue area;          ///< in this territory, dm2
    SheetValue rank;          ///< in the run
    SheetValue served_m;      ///< from its most populated square to the nearest served one
    SheetValue bearing;       ///< tenths of a degree
    bool secret = false;
    SheetValue outside = {};  ///< people of the whole zone who stand outside its outline
};

/// One [[zones]], as far as it concerns the territory.
struct SheetZones {
    std::string name;
    core::Text label, standard;
    std::vector<SheetZone> zones;  ///< by people in this territory
    SheetValue scattered;          ///< who fails outside zones
};

/// A territory of a parent.
struct SheetMember {
    std::string code, name;
    SheetValue people;
    std::vector<SheetShare> shares;  ///< one an indicator
};

struct SheetReference {
    SheetValue official;  ///< quanta
    SheetValue gap;       ///< hundredths of a per cent, signed
    bool flagged = false;
};

/// A map of coverage that ends before what the run publishes does.
struct SheetPartialMap {
    std::string operator_name;
    SheetService service;                 ///< without levels and operators
    bool of_area = false;                 ///< dm² are counted, not people
    core::Text noun;                      ///< «personnes»/«people»
    std::int64_t outside = 0, total = 0;  ///< of what the run publishes where the operator is licensed
    bool unknown = false;                 ///< outside it counts as unknown; else as not covered
};

/// One line of the table `quality`.
struct SheetQuality {
    std::string category;  ///< «completeness», as the table has it
    core::Text label;
    std::string scope, unit;
    SheetValue value;  ///< at its scale; none: not evaluated
    int scale = 0;
};

struct SheetSource {
    std::string role;  ///< «demand», «territory», «supply[0]», …
    SourceInfo info;
    std::vector<std::string> files;  ///< names without folder; none of a confidential source
};

/// How far the people are from the nearest place of a list.
struct SheetWay {
    core::Text label;
    SheetValue mean_m, median_m, p90_m;
    SheetValue unknown;  ///< people
};

struct Sheet {
    SheetPlace place;
    std::vector<SheetPlace> around;  ///< parents that hold all of it, then the whole
    /// What the first page tells: the indicator that the first zones fail, else the first; the service that it asks of; its
    /// zones.
    std::optional<std::size_t> main_indicator, main_service, main_zones;
    bool of_arcep = false;    ///< a map of coverage is published by the French regulator
    bool has_people = false;  ///< false: the run counts area alone, in km²
    core::Text noun;          ///< «personnes»/«people»
    core::Text attribute;     ///< «Habitants»/«Inhabitants»
    int scale = 6;            ///< of everything counted
    SheetValue people;
    SheetValue area;  ///< dm2
    std::optional<SheetReference> reference;
    SheetValue imputed;  ///< hundredths of a per cent
    std::vector<SheetIndicator> indicators;
    std::vector<SheetService> services;  ///< of networks, and of places with a radius; not of [[access]]
    std::vector<SheetWay> ways;          ///< one each [[access]]
    std::vector<SheetZones> zones;
    core::Text member_unit;            ///< plural: «communes»
    std::vector<SheetMember> members;  ///< of a parent, by code
    std::vector<SheetPartialMap> partial_maps;
    std::vector<SheetQuality> quality;  ///< of the whole run
    std::vector<SheetSource> sources;
    std::string job_name, job_file, job_sha256, date, program;
};

/// What its map shows, in degrees (longitude, latitude).
struct SheetMap {
    core::MultiPolygon outline;
    std::vector<core::MultiPolygon> members;     ///< of a parent
    std::vector<core::MultiPolygon> neighbours;  ///< whatever reaches into the picture
    struct Zone {
        std::size_t number = 0;  ///< as in the list; 0: without number
        core::Polygon outline;
        core::Point label;  ///< inside the outline
    };
    std::vector<std::vector<Zone>> zones = {};  ///< follows Sheet::zones
    struct Ground {
        std::string kind;  ///< of the [[context]]
        bool lines = false;
        std::vector<core::MultiPolygon> shapes;  ///< those that reach into the picture; of lines: open paths
    };
    std::vector<Ground> grounds = {};
};

}  // namespace covmap::model
