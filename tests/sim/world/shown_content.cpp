// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/shown_content.h"

#include <algorithm>

#include "tests/sim/world/table_reader.h"

namespace qp::sim {
namespace {

ShownRows rows_in(const std::string& path) {
    ShownRows rows;
    TableReader reader{path};
    reader.each("SELECT kind, id, seq, scope, payload FROM entities WHERE payload IS NOT NULL",
                [&](TableReader& row) {
                    const BytesView payload = row.blob(4);
                    rows[{row.integer(0), row.id(1)}] = {static_cast<std::uint64_t>(row.integer(2)),
                                                         row.text(3),
                                                         Bytes(payload.begin(), payload.end())};
                });
    return rows;
}

ShownRows of_scopes(ShownRows rows, const std::vector<std::string>& scopes) {
    std::erase_if(rows, [&](const auto& row) {
        return std::find(scopes.begin(), scopes.end(), row.second.scope) == scopes.end();
    });
    return rows;
}

std::optional<ops::Cursor> cursor_of(store::Content& content) {
    const auto bytes = content.cursor();
    const auto cursor = bytes ? ops::decode_cursor(*bytes) : fail(bytes.error());
    return cursor ? std::optional{*cursor} : std::nullopt;
}

}  // namespace

CityContent::CityContent(const std::string& machine, const ops::ServerEpoch& the_epoch)
    : epoch{the_epoch}, rows{rows_in(machine + "/public.db")} {}

void check_shown(Ledger& ledger, const std::string& machine, store::Content& content,
                 const std::vector<std::string>& scopes, const CityContent& city, bool is_settled) {
    const auto cursor = cursor_of(content);
    // Of a city that has been restored meanwhile, or of the device whose disk this is a copy of:
    // the next pull starts anew.
    const bool is_served =
        cursor && cursor->server_epoch == city.epoch && cursor->scopes == ops::scopes_hash(scopes);
    if (!is_served) {
        if (is_settled) ledger.violated(machine + " has no content after healing");
        return;
    }
    const ShownRows published = of_scopes(city.rows, scopes);
    const ShownRows held = of_scopes(rows_in(machine + "/content.db"), scopes);
    for (const auto& [key, row] : published) {
        const auto found = held.find(key);
        const bool is_missing = found == held.end() || found->second.seq < row.seq;
        if (row.seq <= cursor->seq && is_missing)
            return ledger.violated(machine + " has a gap before its cursor: entity " +
                                   std::to_string(key.first) + " " + key.second.hex() + " seq " +
                                   std::to_string(row.seq));
    }
    if (is_settled && published != held)
        ledger.violated(machine + " shows something else than the city after healing");
}

bool has_pulled(store::Content& content, const std::vector<std::string>& scopes,
                const ops::ServerEpoch& epoch, std::uint64_t seq) {
    const auto cursor = cursor_of(content);
    // Of the device whose disk this is a copy of: it starts anew, after its rest.
    const bool is_own = cursor && cursor->scopes == ops::scopes_hash(scopes);
    return is_own && cursor->server_epoch == epoch && cursor->seq >= seq;
}

}  // namespace qp::sim
