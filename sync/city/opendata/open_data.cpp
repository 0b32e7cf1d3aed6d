// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/opendata/open_data.h"

#include <nlohmann/json.hpp>

#include "sync/city/http/problem.h"
#include "sync/city/opendata/table.h"

namespace qp::city::opendata {

namespace {

using nlohmann::ordered_json;

constexpr const char* kRoot = "/opendata/";
constexpr const char* kByteOrderMark = "\xEF\xBB\xBF";

// One export on its way: what has been sent, and how to go on.
struct Export {
    const Table* table = nullptr;
    bool is_csv = false;
    std::string begin;  // before the first row
    std::string end;
    std::uint64_t after_seq = 0;
    bool has_begun = false;
    bool has_rows = false;
    bool is_done = false;
};

http::Piece next_piece(Export& state, store::Content& content) {
    if (state.is_done) return std::optional<std::string>{};
    std::string piece;
    if (!state.has_begun) piece = state.begin;
    state.has_begun = true;
    const auto changes =
        content.some(state.table->kind, state.after_seq, state.table->entities_at_once);
    if (!changes) return fail(changes.error());
    for (const store::Change& change : *changes) {
        state.after_seq = change.seq;
        if (!change.payload) continue;
        for (const Row& row : state.table->rows(content, change)) {
            if (state.is_csv) {
                piece += csv_line(row);
            } else {
                piece += state.has_rows ? ",\n" : "\n";
                piece += json_object(*state.table, row);
            }
            state.has_rows = true;
        }
    }
    if (changes->empty()) {
        state.is_done = true;
        piece += state.end;
    }
    return std::optional{std::move(piece)};
}

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '<')
            result += "&lt;";
        else if (c == '&')
            result += "&amp;";
        else if (c == '"')
            result += "&quot;";
        else
            result.push_back(c);
    }
    return result;
}

http::Response with_type(const char* type) {
    http::Response response;
    response.set("Content-Type", type).set("Cache-Control", "no-cache");
    // Open data may be read by any page.
    response.set("Access-Control-Allow-Origin", "*");
    return response;
}

}  // namespace

bool OpenData::is_mine(const std::string& path) {
    return path == "/opendata" || path.compare(0, 10, kRoot) == 0;
}

void OpenData::handle(const http::Request& request, const http::Reply& reply) {
    const std::string& path = request.path;
    if (path == "/opendata") {
        http::Response moved;
        moved.status = 308;
        return reply(moved.set("Location", kRoot));
    }
    const std::string file = path.substr(10);
    const bool wants_json = request.header("accept").find("application/json") != std::string::npos;
    if (file == "index.json" || (file.empty() && wants_json)) return reply(index_json());
    if (file.empty()) return reply(index_page());
    const std::size_t dot = file.rfind('.');
    const std::string ending = dot == std::string::npos ? "" : file.substr(dot + 1);
    if (find_table(file.substr(0, dot)) && (ending == "csv" || ending == "json"))
        return reply(export_of(file.substr(0, dot), ending == "csv"));
    reply(http::problem(404, name(Code::not_found), "no such table"));
}

http::Response OpenData::export_of(const std::string& name, bool is_csv) {
    auto state = std::make_shared<Export>();
    state->table = find_table(name);
    state->is_csv = is_csv;
    if (is_csv) {
        state->begin = kByteOrderMark + csv_header(*state->table);
    } else {
        const ordered_json head{{"name", name},
                                {"description", std::string{state->table->description}},
                                {"licence", parts_.licence},
                                {"publisher", parts_.publisher},
                                {"generated_at", to_iso(parts_.clock.now())}};
        state->begin = head.dump();
        state->begin.pop_back();
        state->begin += ",\"items\":[";
        state->end = "\n]}\n";
    }
    http::Response response =
        with_type(is_csv ? "text/csv; charset=utf-8; header=present" : "application/json");
    response.set("Content-Disposition",
                 "inline; filename=\"" + name + (is_csv ? ".csv\"" : ".json\""));
    response.set("Link", "</opendata/>; rel=\"describedby\"");
    response.body =
        http::StreamBody{[state, &reader = parts_.reader](std::function<void(http::Piece)> give) {
            auto shared = std::make_shared<std::function<void(http::Piece)>>(std::move(give));
            const bool is_posted = reader.post([state, shared](store::Content& content) {
                (*shared)(next_piece(*state, content));
            });
            if (!is_posted) (*shared)(fail(Code::unavailable, "too many requests wait"));
        }};
    return response;
}

http::Response OpenData::index_json() const {
    ordered_json list = ordered_json::array();
    for (const Table& table : tables()) {
        const std::string path = std::string{kRoot} + std::string{table.name};
        ordered_json columns = ordered_json::array();
        for (const std::string_view column : table.columns) columns.push_back(std::string{column});
        list.push_back({{"name", std::string{table.name}},
                        {"description", std::string{table.description}},
                        {"columns", columns},
                        {"csv", path + ".csv"},
                        {"json", path + ".json"}});
    }
    const ordered_json index{
        {"publisher", parts_.publisher},
        {"licence", parts_.licence},
        {"csv", "RFC 4180 with ';', UTF-8 with byte-order mark, lists with '|'"},
        {"tables", list}};
    http::Response response = with_type("application/json");
    response.body = index.dump(1) + "\n";
    return response;
}

http::Response OpenData::index_page() const {
    std::string page =
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\">"
        "<title>Quartierpuls: open data</title></head>\n<body><main>"
        "<h1>Open data</h1>\n<p>Publisher: " +
        escaped(parts_.publisher) + ". Licence: " + escaped(parts_.licence) +
        "; stations name their own. Rows marked is_demo are invented.</p>\n"
        "<p>CSV: fields apart by semicolons, UTF-8 with byte-order mark, lists apart by |, times "
        "in "
        "UTC. An empty field is not known. <a href=\"/opendata/index.json\">This list as "
        "JSON</a>.</p>"
        "\n<ul>\n";
    for (const Table& table : tables()) {
        const std::string name{table.name};
        page.append("<li><strong>").append(name).append("</strong>: ");
        page.append(escaped(std::string{table.description})).append(".");
        for (const char* ending : {".csv", ".json"})
            page.append(" <a href=\"/opendata/")
                .append(name)
                .append(ending)
                .append("\">")
                .append(name)
                .append(ending)
                .append("</a>");
        page.append("</li>\n");
    }
    http::Response response = with_type("text/html; charset=utf-8");
    response.body = page + "</ul></main></body></html>\n";
    return response;
}

}  // namespace qp::city::opendata
