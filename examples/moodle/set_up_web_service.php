<?php
/**
 * Sets up the web service by which lti-social reads the outline of Moodle's courses.
 *
 *     php set_up_web_service.php --moodle=/var/www/moodle
 *
 * Run it on Moodle's server, as the user that runs Moodle's cron. It makes, or brings up to
 * date, a service with the functions below, a role with the capabilities below, and a user
 * who has that role everywhere; it prints the user's token, to be pasted into the tool's
 * console. Options:
 *
 *     --moodle=PATH   the folder that holds Moodle's config.php (required)
 *     --user=NAME     the service user's name ("lti-social-reader")
 *     --new-token     end the user's token and make another
 *
 * The user cannot log in by a page and can change nothing. Running the script again after
 * plugins were added lets the user see their activities too.
 */

define('CLI_SCRIPT', true);

$options = getopt('', ['moodle:', 'user:', 'new-token']);
$moodle = rtrim($options['moodle'] ?? '', '/');
$username = $options['user'] ?? 'lti-social-reader';

if (!is_file("$moodle/config.php") || !preg_match('~^[a-z0-9._-]{1,100}$~', $username)) {
    fwrite(STDERR, "Usage: php set_up_web_service.php --moodle=PATH [--user=NAME] [--new-token]\n");
    exit(1);
}

require("$moodle/config.php");
require_once($CFG->dirroot . '/webservice/lib.php');
require_once($CFG->dirroot . '/user/lib.php');

const SERVICE = 'lti_social';
const ROLE = 'lti_social_reader';
const PERMANENT = 0; // EXTERNAL_TOKEN_PERMANENT, wherever a version of Moodle defines it
const FUNCTIONS = [
    'core_webservice_get_site_info',
    'core_course_get_contents',
    'core_course_get_updates_since',
    'core_course_get_course_module',
    'core_courseformat_get_state',        // tells which sections are restricted
    'core_group_get_course_groups',
    'core_group_get_group_members',
];
const CAPABILITIES = [
    'webservice/rest:use',
    'moodle/course:view',                 // enter courses without being enrolled
    'moodle/course:viewhiddencourses',
    'moodle/course:viewhiddensections',
    'moodle/course:viewhiddenactivities', // and be told who may see what
    'moodle/course:ignoreavailabilityrestrictions', // see what is for some only
    'moodle/course:managegroups',         // Moodle asks it of whoever reads groups
];

/** Everything that activities let somebody look at: what is not allowed vanishes unsaid. */
function looking(): array {
    global $DB;
    $views = $DB->get_fieldset_select('capabilities', 'name', $DB->sql_like('name', ':like'), [
        'like' => 'mod/%:view',
    ]);
    return array_merge(CAPABILITIES, $views);
}

function turn_on(): void {
    global $CFG;
    set_config('enablewebservices', 1);
    $protocols = array_filter(explode(',', $CFG->webserviceprotocols ?? ''));
    set_config('webserviceprotocols', implode(',', array_unique([...$protocols, 'rest'])));
}

/** The service's number. */
function service(): int {
    global $DB;
    $manager = new webservice();
    $found = $DB->get_record('external_services', ['shortname' => SERVICE]);
    $id = $found ? (int) $found->id : (int) $manager->add_external_service((object) [
        'name' => 'lti-social',
        'shortname' => SERVICE,
        'enabled' => 1,
        'restrictedusers' => 1,
        'downloadfiles' => 0,
        'uploadfiles' => 0,
        'requiredcapability' => null,
    ]);
    foreach (FUNCTIONS as $function) {
        if (!$manager->service_function_exists($function, $id)) {
            $manager->add_external_function_to_service($function, $id);
        }
    }
    return $id;
}

/** The user's number. */
function user(string $name): int {
    global $CFG, $DB;
    $found = $DB->get_record('user', ['username' => $name, 'mnethostid' => $CFG->mnet_localhost_id]);
    if ($found) {
        return (int) $found->id;
    }
    return (int) user_create_user((object) [
        'username' => $name,
        'auth' => 'webservice', // no page of Moodle lets them in
        'confirmed' => 1,
        'mnethostid' => $CFG->mnet_localhost_id,
        'firstname' => 'lti-social',
        'lastname' => 'reader',
        'email' => "$name@invalid.invalid",
        'policyagreed' => 1,
    ], false, false);
}

function give_role(int $user): void {
    global $DB;
    $system = context_system::instance();
    $role = $DB->get_field('role', 'id', ['shortname' => ROLE])
        ?: create_role('lti-social reader', ROLE, 'Reads the outline of courses for lti-social.');
    set_role_contextlevels($role, [CONTEXT_SYSTEM]);
    foreach (looking() as $capability) {
        if (get_capability_info($capability)) {
            assign_capability($capability, CAP_ALLOW, $role, $system->id, true);
        }
    }
    role_assign($role, $user, $system->id);
    $system->mark_dirty();
}

function token(int $service, int $user, bool $new): string {
    global $DB;
    $manager = new webservice();
    if (!$DB->record_exists('external_services_users', ['externalserviceid' => $service, 'userid' => $user])) {
        $manager->add_ws_authorised_user((object) ['externalserviceid' => $service, 'userid' => $user]);
    }
    $mine = ['externalserviceid' => $service, 'userid' => $user, 'tokentype' => PERMANENT];
    if ($new) {
        $DB->delete_records('external_tokens', $mine);
    }
    $found = $DB->get_records('external_tokens', $mine, 'id DESC', 'token', 0, 1);
    if ($found) {
        return reset($found)->token;
    }
    if (class_exists('\core_external\util')) { // Moodle 4.2 and later
        return \core_external\util::generate_token(
            PERMANENT,
            \core_external\util::get_service_by_id($service),
            $user,
            context_system::instance()
        );
    }
    require_once($GLOBALS['CFG']->libdir . '/externallib.php');
    return external_generate_token(PERMANENT, $service, $user, context_system::instance());
}

\core\session\manager::set_user(get_admin());
turn_on();
$service = service();
$user = user($username);
give_role($user);
$token = token($service, $user, isset($options['new-token']));

echo "The web service is ready. Enter these in the tool's console, under Resources:\n\n";
echo "    Moodle's address  $CFG->wwwroot\n";
echo "    Token             $token\n\n";
echo "Whoever has the token can read the outline of every course: keep it as a password.\n";
