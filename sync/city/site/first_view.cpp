// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/site/first_view.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/domain/place.h"
#include "core/views/json.h"
#include "core/views/public_view.h"
#include "native/logging.h"
#include "sync/city/http/compression.h"
#include "sync/city/http/negotiation.h"
#include "sync/city/http/problem.h"

namespace qp::city::site {

namespace {

constexpr std::string_view kViews = "/views/";
constexpr const char* kPlace = "<script type=\"application/json\" id=\"first-view\">";

// Whether an address asks for more than a language, a quarter and how it is drawn ("als").
bool is_filtered(std::string_view query) {
    while (!query.empty()) {
        const std::string_view parameter = query.substr(0, query.find('&'));
        const std::string_view name = parameter.substr(0, parameter.find('='));
        if (name != "lang" && name != "quartier" && name != "als") return true;
        query.remove_prefix(std::min(query.size(), parameter.size() + 1));
    }
    return false;
}

std::string tag_of(const std::string& wanted) {
    return wanted.substr(0, wanted.find('-'));
}

}  // namespace

FirstView::FirstView(Parts parts)
    : parts_{std::move(parts)}, messages_{i18n::built_in_messages()} {}

bool FirstView::is_view(const http::Request& request) {
    if (request.path.compare(0, 8, "/assets/") == 0) return false;
    const std::string last = request.path.substr(request.path.rfind('/') + 1);
    if (last.find('.') != std::string::npos) return false;
    const std::string_view accept = request.header("accept");
    return accept.empty() || accept.find("text/html") != std::string_view::npos ||
           accept.find("*/*") != std::string_view::npos;
}

FirstView::Asked FirstView::asked(const http::Request& request) const {
    Asked result{"de", std::string{domain::kCityScope},
                 http::accepts_encoding(request.header("accept-encoding"), "gzip")};
    const auto is_spoken = [this](const std::string& tag) {
        for (const i18n::Locale* locale : messages_.locales())
            if (locale->language().tag == tag) return true;
        return false;
    };
    const auto chosen = request.parameter("lang");
    if (chosen && is_spoken(*chosen)) {
        result.language = *chosen;
    } else {
        for (const std::string& wanted :
             http::languages_wanted(request.header("accept-language"))) {
            if (!is_spoken(wanted) && !is_spoken(tag_of(wanted))) continue;
            result.language = is_spoken(wanted) ? wanted : tag_of(wanted);
            break;
        }
    }
    const auto quarter = request.parameter("quartier");
    if (quarter && domain::find_quarter(*quarter)) result.quarter = *quarter;
    return result;
}

void FirstView::handle(const http::Request& request, const http::Reply& reply) {
    const auto index = parts_.files.page("/index.html");
    if (!index)
        return reply(http::problem(503, name(Code::unavailable),
                                   "the phone app's files are missing (app_dir)"));
    const auto city = parts_.city();
    if (!city)
        return reply(
            http::problem(503, name(Code::unavailable), "the city's keys are not known here yet"));
    const Asked wanted = asked(request);
    auto job = [this, request, reply, wanted, city, index](store::Content& content) {
        reply(page(model(&content, *city, wanted, request), wanted, *index));
    };
    // Overloaded: the app alone still works.
    if (!parts_.reader.post(std::move(job)))
        reply(page(model(nullptr, *city, wanted, request), wanted, *index));
}

bool FirstView::is_view_model(const std::string& path) {
    return path.compare(0, kViews.size(), kViews) == 0;
}

void FirstView::handle_view_model(const http::Request& request, const http::Reply& reply) {
    if (request.parameter("search"))
        return reply(http::problem(400, name(Code::bad_argument), "a phone searches by itself"));
    const Asked wanted = asked(request);
    auto job = [this, request, wanted, reply](store::Content& content) {
        auto view = views::public_view(
            context(content, wanted), request.path.substr(kViews.size()),
            [&](const char* field) { return request.parameter(field).value_or(std::string{}); });
        if (!view) {
            spdlog::error("no view for {}: {}", request.path, native::describe(view.error()));
            return reply(http::problem(500, name(view.error().code), ""));
        }
        if (!*view) return reply(http::problem(404, name(Code::not_found), "no such view"));
        http::Response response;
        response.set("Content-Type", "application/json").set("Cache-Control", "no-store");
        if (wanted.takes_gzip) response.set("Content-Encoding", "gzip");
        response.body = wanted.takes_gzip ? http::gzipped(**view) : std::move(**view);
        reply(std::move(response));
    };
    if (!parts_.reader.post(std::move(job)))
        reply(http::problem(503, "overloaded", "").set("Retry-After", "5"));
}

views::Context FirstView::context(store::Content& content, const Asked& asked) const {
    replica::SyncState sync;
    sync.has_link = true;
    sync.has_content = true;
    sync.last_contact = parts_.clock.now();
    return views::Context{
        .content = content,
        .local = nullptr,
        .messages = messages_,
        .language = asked.language,
        .now = parts_.clock.now(),
        .quarter = asked.quarter,
        .place = "",
        .sync = sync,
        .app_url = "",
    };
}

// With a filter in the address the app asks for itself: it knows what that means.
std::string FirstView::view_json(store::Content& content, const Asked& asked,
                                 const http::Request& request) const {
    const auto shows = addressed(request.path);
    if (!shows || is_filtered(request.query)) return {};
    const auto view =
        views::public_view(context(content, asked), shows->view, [&](const char* field) {
            return std::string_view{field} == "id" ? shows->id : std::string{};
        });
    if (!view) spdlog::error("no view for {}: {}", request.path, native::describe(view.error()));
    if (!view || !*view) return {};
    return ",\"view\":{\"name\":\"" + shows->view + "\",\"model\":" + **view + "}";
}

std::string FirstView::model(store::Content* content, const ops::CityKeys& city, const Asked& asked,
                             const http::Request& request) const {
    // What always stands there: the app pins the city from it.
    nlohmann::json head{{"city", city.city.id.hex()},
                        {"name", city.name},
                        {"lang", asked.language},
                        {"quarter", asked.quarter}};
    std::string json = head.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (!content) return json;
    const views::Context context = this->context(*content, asked);
    const auto shell = views::shell_view(context, "start");
    if (!shell) {
        spdlog::error("no first view: {}", native::describe(shell.error()));
        return json;
    }
    json.pop_back();
    return json + ",\"shell\":" + to_json(*shell) + view_json(*content, asked, request) + "}";
}

http::Response FirstView::page(const std::string& model, const Asked& asked,
                               const StaticFiles::Page& index) const {
    http::Response response;
    response.set("Content-Type", "text/html; charset=utf-8").set("Cache-Control", "no-cache");
    response.set("Vary", "Accept-Encoding, Accept-Language");
    response.set("Content-Security-Policy", index.content_security);
    std::string page = filled_page(*index.text, model, asked.language);
    if (asked.takes_gzip) {
        response.set("Content-Encoding", "gzip");
        page = http::gzipped(page);
    }
    response.body = std::move(page);
    return response;
}

std::optional<Addressed> addressed(std::string_view path) {
    struct Area {
        std::string_view folder;
        const char* all;  // the view of the folder itself; null: there is none
        const char* one;  // of what lies in it
    };
    static constexpr std::array<Area, 8> kAreas{{{"", "start", nullptr},
                                                 {"stationen", "stations", nullptr},
                                                 {"station", nullptr, "station"},
                                                 {"ideen", "ideas", "idea"},
                                                 {"netzwerk", "actors", "actor"},
                                                 {"kickbox", "projects", "project"},
                                                 {"themen", "radar", nullptr},
                                                 {"ueber", "about", nullptr}}};
    path.remove_prefix(std::min<std::size_t>(path.size(), 1));
    const std::size_t slash = path.find('/');
    const std::string_view folder = path.substr(0, slash);
    const std::string_view inside =
        slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    for (const Area& area : kAreas) {
        if (area.folder != folder) continue;
        if (inside.empty() && area.all != nullptr) return Addressed{area.all, {}};
        // What is no id is a form of the app's own.
        if (area.one != nullptr && Id::from_hex(inside))
            return Addressed{area.one, std::string{inside}};
    }
    return std::nullopt;
}

std::string filled_page(const std::string& index, const std::string& json,
                        const std::string& language) {
    std::string page = index;
    const std::size_t place = page.find(kPlace);
    if (place != std::string::npos) {
        std::string safe;
        safe.reserve(json.size());
        for (const char c : json) {
            if (c == '<')
                safe += "\\u003c";  // nothing in it can end the script element
            else
                safe.push_back(c);
        }
        page.insert(place + std::string_view{kPlace}.size(), safe);
    }
    constexpr std::string_view kGerman = "<html lang=\"de\" dir=\"ltr\"";
    const std::size_t html = page.find(kGerman);
    const i18n::Language* known = i18n::find_language(language);
    const char* direction = known != nullptr && known->right_to_left ? "rtl" : "ltr";
    if (html != std::string::npos)
        page.replace(html, kGerman.size(),
                     "<html lang=\"" + language + "\" dir=\"" + direction + "\"");
    return page;
}

}  // namespace qp::city::site
