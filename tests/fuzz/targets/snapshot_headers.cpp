// SPDX-License-Identifier: EUPL-1.2
// The headers of an answer to the request for a snapshot, by whoever answers, as they stand on the
// wire. The file that they should be of is empty; the fuzzed city has signed it.
#include <algorithm>

#include "core/ops/pull.h"
#include "sync/client/snapshot_description.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

namespace {

client::SnapshotDescription read(std::string_view lines) {
    client::SnapshotDescription said;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
        said.take_line(lines.substr(0, end));
        lines.remove_prefix(end);
    }
    return said;
}

}  // namespace

QP_FUZZ_TARGET(snapshot_headers) {
    const FuzzedCity& city = fuzzed_city();
    const std::vector<std::string> scopes{"city", "mitte"};
    const ops::Hash file = ops::sha256({});
    client::SnapshotDescription said = read(as_text(input));
    if (said.check(file, city.keys, scopes)) {
        hold(!said.check(file, city.keys, {"city"}), "a signature is for its scopes");
        hold(!said.check(ops::sha256(input), city.keys, scopes), "a signature is for its file");
        said.signature += 'A';
        hold(!said.check(file, city.keys, scopes), "a signature has its length");
    }
    // Whatever else stood there: with the three right lines behind it, it is the city's.
    const ops::CitySecret& key = city.secrets[0];
    said.take_line("QUARTIERPULS-HASH:" + to_hex(file) + "\r\n");
    said.take_line("Quartierpuls-Key: " + to_hex(key.id()) + "\r\n");
    said.take_line("quartierpuls-signature:\t" +
                   to_base64url(ops::sign_snapshot(city.city, key, scopes, file)) + " \r\n");
    hold(said.check(file, city.keys, scopes).has_value(), "the last line of a name counts");
}
