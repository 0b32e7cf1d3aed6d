// SPDX-License-Identifier: EUPL-1.2
// OGC SensorThings 1.1 as servers really give it: reading entities out of answers, and following
// pages whose links are relative, point at "localhost", or are missing. Pure: no network here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/sensing.h"
#include "sync/city/ingest/report.h"

namespace qp::city::ingest {

// What the operator knows of a source and its answers do not say.
struct SensorThingsSource {
    std::string name;  // part of every id made from it: never change it
    std::string url;   // "https://…/v1.1"
    std::string operator_name;
    std::string attribution;
    std::string licence;
    std::string quarter;                                 // of Things that name none
    std::map<std::string, domain::Property> properties;  // by the server's own name for it
    Milliseconds poll_every{60'000};
    Milliseconds history{std::chrono::hours{24 * 7}};  // how far back a first poll asks
};

struct FoundStream {
    std::string remote_id;  // as it stands in an address: 5 or 'abc'
    domain::Datastream datastream;
    double factor = 1;  // from the server's unit to ours
    double offset = 0;
};
struct FoundThing {
    domain::Station station;
    std::vector<FoundStream> streams;
};

// One page of Things with Locations and Datastreams expanded. What cannot be read is a fault, the
// rest goes in.
std::vector<FoundThing> read_things(std::string_view json, const SensorThingsSource& source,
                                    Report& report);

struct ObservationsPage {
    std::vector<domain::Observation> observations;
    std::size_t entries = 0;  // also those that could not be read
};
ObservationsPage read_observations(std::string_view json, const FoundStream& stream,
                                   Report& report);

// Whether an answer is a SensorThings page at all; an error that says what it is instead ("HTML").
Status check_page(std::string_view body, const std::string& content_type);

// Where to go on after a page. Keeps to the source's own scheme, host and root, whatever a link
// says, never visits an address twice, and stops after `pages_max`.
class Paging {
public:
    Paging(std::string root, std::string first, std::size_t pages_max);

    const std::string& url() const { return url_; }
    // Moves on; false at the end. `entries`: how many the page had.
    bool next(std::string_view page_json, std::size_t entries);

private:
    std::string resolved(const std::string& link) const;
    std::string skipped_to(std::size_t entries) const;

    std::string root_;
    std::string first_;
    std::string url_;
    std::size_t pages_left_;
    std::size_t entries_seen_ = 0;
    std::set<std::string> visited_;
};

// A result as servers write it: number, "12,5", "7.87 °C", true. Nothing on objects and words.
std::optional<double> number_of_result(std::string_view json);

}  // namespace qp::city::ingest
