// SPDX-License-Identifier: EUPL-1.2
// The commands beside `serve`. Each returns the process' exit code: 0 done, 1 not done.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sync/city/program/city_config.h"
#include "sync/city/program/import_files.h"
#include "sync/city/staff/moderation.h"

namespace qp::city::program {

// Opens what the editors' commands need, and runs one.
int moderate(const CityConfig& config, const std::string& editor,
             const std::function<Status(staff::Moderation&)>& act);
Status print_waiting(staff::Moderation& moderation, bool as_json);
Status print_reports(staff::Moderation& moderation, bool as_json);
// As files that only their owner reads: nobody has decided on them yet.
Status write_photos(staff::Moderation& moderation, const Id& idea, const std::string& folder);

// Takes bundles (files, or folders with *.qpb) that were carried by hand; says of each what was in
// it. Not done where any of them was refused; the others are taken all the same.
int import_bundles(const CityConfig& config, const std::vector<std::string>& paths);

// The way back to the kiosk with this name or key ([[enrolled]]), as a file in a folder. `scopes`:
// "city,mitte"; empty: what the kiosk asked for.
int export_bundle(const CityConfig& config, const std::string& kiosk, const std::string& folder,
                  const std::string& scopes);

int import_content(const CityConfig& config, const ImportRequest& request);

// Makes the keys where there are none. The first line is the city's id, which devices pin.
int print_keys(const CityConfig& config);
int rotate_keys(const CityConfig& config, int days_ahead);
// 16 hex digits: a key of the city itself; 64: a kiosk's, a relay's or a member of staff's, whose
// operations are held from then on.
int revoke_key(const CityConfig& config, const std::string& key);
int reinstate_key(const CityConfig& config, const std::string& key);

// Vouches for a relay: writes its certificate, and says what to add to the city's file.
struct EnrollRequest {
    std::string key;   // 64 hex digits, as `relay --key` prints them
    std::string name;  // as people on the spot know it
    int days = 400;
    std::string out = "relay.cert";
};
int enroll(const CityConfig& config, const EnrollRequest& request);

// Lets an innovator's key speak for one project, from this moment on, while the server runs or not.
struct InnovatorRequest {
    std::string key;      // 64 hex digits, as the phone shows them: blanks may stand between
    std::string project;  // its key in projects.csv, or its id
};
int enroll_innovator(const CityConfig& config, const InnovatorRequest& request);
// A line each: since when, the key as enroll_innovator takes it, the project's id and title. What
// an office keeps beside its backups, since a restored city knows the older list.
int print_innovators(const CityConfig& config);

// What every device of [[enrolled]] said last of itself: room, what waits, what was refused, and
// when it was heard. Not done where one of them needs help, for whoever watches over machines.
int print_devices(const CityConfig& config, bool as_json);

// Every table of the open data as CSV and JSON into a folder.
int export_open_data(const CityConfig& config, const std::string& folder);

}  // namespace qp::city::program
