#include "geodesy/proj_handle.hpp"

#include <cmath>
#include <cstring>
#include <new>
#include <numbers>

#include "core/error.hpp"

namespace covmap::geodesy {

namespace {

thread_local bool t_lacked_memory = false;  // PROJ logs on the thread that calls it

/// PROJ answers «not found» where its database got no memory: its log alone tells the two apart.
class MemoryWatch {
public:
    explicit MemoryWatch(PJ_CONTEXT* context) : m_context(context) {
        t_lacked_memory = false;
        proj_log_func(context, nullptr, [](void*, int, const char* line) {
            if (std::strstr(line, "out of memory") != nullptr) t_lacked_memory = true;
        });
        proj_log_level(context, PJ_LOG_DEBUG);
    }
    ~MemoryWatch() { proj_log_level(m_context, PJ_LOG_NONE); }
    MemoryWatch(const MemoryWatch&) = delete;
    MemoryWatch& operator=(const MemoryWatch&) = delete;

private:
    PJ_CONTEXT* m_context;
};

[[noreturn]] void fail(const std::string& what) {
    if (t_lacked_memory) throw std::bad_alloc();
    throw core::Error(core::ErrorKind::input, "", what);
}

// A long WKT would bury the message.
std::string shown(const std::string& text) { return "«" + (text.size() > 60 ? text.substr(0, 57) + "…" : text) + "»"; }

void read_axes(PJ_CONTEXT* context, const PJ* plain, Crs& crs) {
    const Handle system(proj_crs_get_coordinate_system(context, plain));
    if (system == nullptr || proj_cs_get_axis_count(context, system.get()) < 2)
        fail("the CRS " + shown(crs.text) + " has no plane coordinates; state a projected or geographic CRS");
    proj_cs_get_axis_info(context, system.get(), 0, nullptr, nullptr, nullptr, &crs.unit, nullptr, nullptr, nullptr);
    crs.degrees = crs.unit * 180 / std::numbers::pi;
    if (std::abs(crs.degrees - 1) < 1e-9) crs.degrees = 1;  // the registry rounds a degree to 15 digits
}

void read_ellipsoid(PJ_CONTEXT* context, const PJ* plain, Crs& crs) {
    const Handle ellipsoid(proj_get_ellipsoid(context, plain));
    double inverse_flattening = 0;
    if (ellipsoid == nullptr || proj_ellipsoid_get_parameters(context, ellipsoid.get(), &crs.ellipsoid.semi_major_m, nullptr,
                                                              nullptr, &inverse_flattening) == 0)
        fail("the CRS " + shown(crs.text) + " has no ellipsoid; state a projected or geographic CRS");
    crs.ellipsoid.flattening = inverse_flattening == 0 ? 0 : 1 / inverse_flattening;
}

Crs described(PJ_CONTEXT* context, const std::string& text, Handle object) {
    Crs crs;
    crs.text = text;
    crs.object = std::move(object);
    if (proj_get_type(crs.object.get()) == PJ_TYPE_COMPOUND_CRS)
        crs.object.reset(proj_crs_get_sub_crs(context, crs.object.get(), 0));
    if (!crs.object) fail("the CRS " + shown(text) + " has no horizontal part");
    Handle unbound;
    const PJ* plain = crs.object.get();
    if (proj_get_type(plain) == PJ_TYPE_BOUND_CRS) {
        unbound.reset(proj_get_source_crs(context, plain));
        plain = unbound.get();
    }
    const PJ_TYPE type = proj_get_type(plain);
    crs.geographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
    if (!crs.geographic && type != PJ_TYPE_PROJECTED_CRS)
        fail("the CRS " + shown(text) +
             " is neither projected nor geographic; state one that is, for instance crs = \"EPSG:4326\"");
    read_axes(context, plain, crs);
    read_ellipsoid(context, plain, crs);
    return crs;
}

}  // namespace

Context make_context() {
    Context context(proj_context_create());
    proj_log_level(context.get(), PJ_LOG_NONE);
    proj_context_set_enable_network(context.get(), 0);
    return context;
}

Crs open_crs(PJ_CONTEXT* context, const std::string& text) {
    const MemoryWatch watch(context);
    const bool pipeline = text.find("proj=") != std::string::npos && text.find("type=crs") == std::string::npos &&
                          text.find('[') == std::string::npos;
    Handle object(text.empty() ? nullptr : proj_create(context, (pipeline ? text + " +type=crs" : text).c_str()));
    if (!object || proj_is_crs(object.get()) == 0)
        fail("PROJ does not know the CRS " + shown(text) +
             "; state one as an authority's code, for instance crs = \"EPSG:2154\", or as WKT");
    return described(context, text, std::move(object));
}

std::string text_of(PJ_CONTEXT* context, const Crs& crs) {
    const char* authority = proj_get_id_auth_name(crs.object.get(), 0);
    const char* code = proj_get_id_code(crs.object.get(), 0);
    if (authority != nullptr && code != nullptr) return std::string(authority) + ":" + code;
    const char* wkt = proj_as_wkt(context, crs.object.get(), PJ_WKT2_2019, nullptr);
    return wkt != nullptr ? wkt : crs.text;
}

double middle_longitude(PJ_CONTEXT* context, const Crs& projected) {
    Handle unbound;
    const PJ* plain = projected.object.get();
    if (proj_get_type(plain) == PJ_TYPE_BOUND_CRS) {
        unbound.reset(proj_get_source_crs(context, plain));
        plain = unbound.get();
    }
    const Handle conversion(proj_crs_get_coordoperation(context, plain));
    const int count = conversion ? proj_coordoperation_get_param_count(context, conversion.get()) : 0;
    for (int i = 0; i < count; ++i) {
        const char* name = nullptr;
        double value = 0, radians = 1;
        if (proj_coordoperation_get_param(context, conversion.get(), i, &name, nullptr, nullptr, &value, nullptr, &radians,
                                          nullptr, nullptr, nullptr, nullptr) == 0 ||
            name == nullptr)
            continue;
        const std::string text = name;
        // «Longitude of natural origin», «of false origin», «of projection centre», «of origin»
        if (text.rfind("Longitude of", 0) == 0 || text == "lon_0") return value * radians * 180 / std::numbers::pi;
    }
    return 0;
}

Crs base_geographic(PJ_CONTEXT* context, const Crs& crs) {
    return described(context, crs.text, Handle(proj_crs_get_geodetic_crs(context, crs.object.get())));
}

bool same_crs(PJ_CONTEXT* context, const Crs& a, const Crs& b) {
    const Handle plain_a(proj_normalize_for_visualization(context, a.object.get()));
    const Handle plain_b(proj_normalize_for_visualization(context, b.object.get()));
    return plain_a && plain_b && proj_is_equivalent_to_with_ctx(context, plain_a.get(), plain_b.get(), PJ_COMP_EQUIVALENT) != 0;
}

Handle make_operation(PJ_CONTEXT* context, const Crs& from, const Crs& to) {
    const MemoryWatch watch(context);
    const char* const options[] = {"ALLOW_BALLPARK=NO", nullptr};
    Handle operation(proj_create_crs_to_crs_from_pj(context, from.object.get(), to.object.get(), nullptr, options));
    if (operation) operation.reset(proj_normalize_for_visualization(context, operation.get()));
    if (!operation)
        fail("PROJ has no operation from " + shown(from.text) + " to " + shown(to.text) +
             " better than a ballpark one; state the source's CRS by its code (crs = \"EPSG:…\"), or install the grid files that "
             "PROJ lacks");
    return operation;
}

}  // namespace covmap::geodesy
