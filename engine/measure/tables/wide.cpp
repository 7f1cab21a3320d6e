#include <algorithm>

#include "core/error.hpp"
#include "core/units.hpp"
#include "measure/checked.hpp"
#include "measure/tables/reference_share.hpp"
#include "measure/tables/short_names.hpp"
#include "measure/tables/writers.hpp"

namespace covmap::measure {
namespace {

constexpr const char* kWays[] = {"mean", "median", "p90", "unk"};

constexpr const char* kShortSuffix[] = {"", "_n", "_u", "_p", "_l", "_h", "_k", "_g", "_o", "_w", "_x"};  // follows Figure

std::size_t attribute_named(const model::RunModel& model, const std::string& name) {
    for (std::size_t a = 0; a < model.attributes.size(); ++a)
        if (model.attributes[a].name == name) return a;
    throw core::Error(core::ErrorKind::job, "territory.reference", "«" + name + "» is not an attribute of the demand");
}

}  // namespace

WideWriter::WideWriter(const Scene& scene, const Unit& unit)
    : m_scene(scene),
      m_unit(unit),
      m_writer(unit.name, unit.name, model::TableKind::wide),
      m_bounds(scene.model.job.indicator, scene.attributes(), scene.model.has_doubt ? scene.model.doubt_attributes : 0) {
    const ColumnMaker& make = scene.columns;
    m_writer.add(make.code(unit.name));
    m_writer.add(make.name(unit.name));
    for (const ShownParent& parent : unit.parents) {
        const std::string& kind = scene.model.territories.parent_kinds[parent.kind];
        m_writer.add(make.parent_code(kind));
        if (parent.has_name) m_writer.add(with_hint(make.parent_name(kind), kind.substr(0, 5) + "_name"));
    }
    for (std::size_t a = 0; a <= scene.attributes(); ++a) m_writer.add(make.quantity(scene.attribute_of(a)));
    if (scene.tells_imputed()) m_writer.add(with_hint(make.imputed_share(), "imputed_p"));
    if (unit.role == UnitRole::territory) {
        for (const std::string& name : scene.model.territories.reference_attributes) {
            const std::size_t a = attribute_named(scene.model, name);
            m_reference_columns.push_back(a);
            m_writer.add(with_hint(make.reference(a), name.substr(0, 6) + "_ref"));
            m_writer.add(with_hint(make.gap_share(a), name.substr(0, 6) + "_gap"));
            m_writer.add(with_hint(make.gap_flag(a), name.substr(0, 6) + "_flg"));
        }
    }
    for (std::size_t i = 0; i < scene.model.job.indicator.size(); ++i) {
        for (std::size_t a = 0; a <= scene.attributes(); ++a) {
            const std::string subject = a == scene.attributes() ? "km2" : scene.model.attributes[a].name;
            const auto add_column = [&](Figure figure) {
                m_writer.add(
                    with_hint(make.figure(i, scene.attribute_of(a), figure),
                              short_hint(scene.model.job.indicator[i].name, subject, kShortSuffix[static_cast<int>(figure)])));
            };
            for (const Figure figure : kFigures) add_column(figure);
            if (!scene.questions.change_question(i)) continue;
            for (const Figure figure : kChanges) add_column(figure);
        }
    }
    for (std::size_t list = 0; list < scene.model.access.size(); ++list)
        for (const std::string way : kWays)
            m_writer.add(with_hint(make.way(list, way), scene.model.access[list].name.substr(0, 6) + "_" + way.substr(0, 3)));
}

void WideWriter::add(const UnitRow& row, const Account& account, const model::Territory* territory) {
    m_writer.push(row.code);
    m_writer.push(row.name);
    for (std::size_t p = 0; p < m_unit.parents.size(); ++p) {
        m_writer.push(row.parent_codes[p]);
        if (m_unit.parents[p].has_name) m_writer.push(row.parent_names[p]);
    }
    const std::size_t area = m_scene.attributes();
    for (std::size_t a = 0; a < area; ++a) m_writer.push(account.knows(a) ? std::optional(account.total(a)) : std::nullopt);
    m_writer.push(account.total(area));
    if (m_scene.tells_imputed())
        m_writer.push(account.has_demand ? model::share_of(account.imputed, account.total(0)) : std::nullopt);
    add_reference(account, territory);
    for (std::size_t i = 0; i < m_scene.model.job.indicator.size(); ++i)
        for (std::size_t a = 0; a <= area; ++a) {
            add_figures(account, i, a);
            add_changes(account, i, a);
        }
    add_ways(row);
    count_left(account);
}

void WideWriter::add_ways(const UnitRow& row) {
    for (const model::AccessDistances& access : m_scene.model.access) {
        const model::AccessRow* of = access.find(m_unit.name, row.code);
        m_writer.push(of != nullptr ? of->mean : std::nullopt);
        m_writer.push(of != nullptr ? of->median : std::nullopt);
        m_writer.push(of != nullptr ? of->p90 : std::nullopt);
        m_writer.push(of != nullptr ? std::optional(of->unknown) : std::nullopt);
    }
}

void WideWriter::add_reference(const Account& account, const model::Territory* territory) {
    for (std::size_t r = 0; r < m_reference_columns.size(); ++r) {
        const auto reference = territory != nullptr && r < territory->reference.size() ? territory->reference[r] : std::nullopt;
        m_writer.push(reference);
        if (!reference || !account.knows(m_reference_columns[r])) {
            m_writer.push(std::nullopt);
            m_writer.push(std::nullopt);
            continue;
        }
        const std::int64_t value = account.total(m_reference_columns[r]);
        m_writer.push(gap_to_reference(value, *reference));
        m_writer.push(std::optional<std::int64_t>(model::is_beyond_reference(value, *reference) ? 1 : 0));
    }
}

void WideWriter::add_figures(const Account& account, std::size_t indicator, std::size_t column) {
    const bool is_area = column == m_scene.attributes();
    if (!account.knows(column)) {
        for ([[maybe_unused]] const Figure figure : kFigures) m_writer.push(std::nullopt);
        return;
    }
    const auto value = [&](model::State state) { return account.value(indicator, static_cast<std::size_t>(state), column); };
    const std::int64_t total = account.total(column), met = value(model::State::met), unknown = value(model::State::unknown);
    m_writer.push(met);
    m_writer.push(value(model::State::not_met));
    m_writer.push(unknown);
    m_writer.push(model::share_of(met, total));
    if (is_area) {
        m_writer.push(model::share_of(met, total));
        m_writer.push(model::share_of(met + unknown, total));
    } else if (const auto across = m_bounds.across(account, indicator, column)) {
        m_writer.push(model::share_of(across->lo, total));
        m_writer.push(model::share_of(across->hi, total));
    } else if (m_scene.model.has_doubt_of(column)) {
        // Slivers below the threshold of presence must not put the bounds on the wrong side of the figure.
        m_writer.push(model::share_of(std::min(account.lo(indicator, column), met), total));
        m_writer.push(model::share_of(std::max(account.hi(indicator, column), met + unknown), total));
    } else {
        m_writer.push(std::nullopt);
        m_writer.push(std::nullopt);
    }
    m_writer.push(model::share_of(total - unknown, total));
}

void WideWriter::add_changes(const Account& account, std::size_t indicator, std::size_t column) {
    const std::optional<std::size_t> question = m_scene.questions.change_question(indicator);
    if (!question) return;
    for (const Change change : {Change::gained, Change::lost, Change::newly_known, Change::no_longer_known})
        m_writer.push(account.knows(column)
                          ? std::optional<std::int64_t>(account.value(*question, static_cast<std::size_t>(change), column))
                          : std::nullopt);
}

void WideWriter::count_left(const Account& account) {
    if (m_scene.model.job.indicator.empty()) return;
    const model::State left = m_scene.model.job.indicator.front().low_is_good ? model::State::met : model::State::not_met;
    const std::int64_t quantity = account.value(0, static_cast<std::size_t>(left), 0);  // the area where there is no attribute
    add_to(m_left.quantity, quantity);
    add_to(m_left.unknown, account.value(0, static_cast<std::size_t>(model::State::unknown), 0));
    m_left.rows += quantity > 0;
}

}  // namespace covmap::measure
