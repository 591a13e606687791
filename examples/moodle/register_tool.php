<?php
/**
 * Registers lti-social in a Moodle, or brings an earlier registration up to date.
 *
 *     php register_tool.php --moodle=/var/www/moodle --tool-url=https://social.example.org
 *
 * Run it on Moodle's server, as the user that runs Moodle's cron. It prints what the tool
 * must know of this Moodle, and the command that tells it. Options:
 *
 *     --moodle=PATH     the folder that holds Moodle's config.php (required)
 *     --tool-url=URL    where the tool is reached, without a path (required)
 *     --name=NAME       what teachers see in the activity chooser ("lti-social")
 *
 * Running it again changes nothing but what is written here: the tool is known again by its
 * URL and keeps its client ID, so that activities already placed go on working.
 */

define('CLI_SCRIPT', true);

$options = getopt('', ['moodle:', 'tool-url:', 'name:']);
$moodle = rtrim($options['moodle'] ?? '', '/');
$tool = rtrim($options['tool-url'] ?? '', '/');
$name = $options['name'] ?? 'lti-social';

if (!is_file("$moodle/config.php") || !preg_match('~^https?://[^/?#@\s]+$~', $tool)) {
    fwrite(STDERR, "Usage: php register_tool.php --moodle=PATH --tool-url=URL [--name=NAME]\n");
    exit(1);
}

require("$moodle/config.php");
require_once($CFG->dirroot . '/mod/lti/locallib.php');

/** What Moodle's form "Configure a tool manually" would hold. */
function settings_for(string $tool, string $name): stdClass {
    return (object) [
        'lti_typename' => $name,
        'lti_toolurl' => "$tool/lti/launch",
        'lti_description' => 'A place for the cohort of this course: ask, answer, discuss.',
        'lti_ltiversion' => LTI_VERSION_1P3,
        'lti_keytype' => LTI_JWK_KEYSET,
        'lti_publickeyset' => "$tool/lti/jwks",
        'lti_initiatelogin' => "$tool/lti/login",
        'lti_redirectionuris' => "$tool/lti/launch",
        'lti_customparameters' => implode("\n", [
            'groups=$Moodle.Person.userGroupIds',
            'context_history=$Context.id.history',
            'link_history=$ResourceLink.id.history',
        ]),
        'lti_coursevisible' => LTI_COURSEVISIBLE_ACTIVITYCHOOSER,
        'lti_launchcontainer' => LTI_LAUNCH_CONTAINER_EMBED_NO_BLOCKS,
        'lti_sendname' => LTI_SETTING_ALWAYS,
        'lti_sendemailaddr' => LTI_SETTING_NEVER,
        'lti_acceptgrades' => LTI_SETTING_ALWAYS,
        'lti_organizationid_default' => LTI_DEFAULT_ORGID_SITEID,
        'lti_contentitem' => 1,
        'lti_toolurl_ContentItemSelectionRequest' => "$tool/lti/launch",
        'lti_forcessl' => 0,
        // Columns of its own in the gradebook, and the people of a course.
        'ltiservice_gradesynchronization' => 2,
        'ltiservice_memberships' => 1,
        'ltiservice_toolsettings' => 0,
    ];
}

/** The tool as it was registered for the whole site by an earlier run, if it was. */
function registered_before(string $tool): ?stdClass {
    global $DB, $SITE;
    $same = $DB->sql_compare_text('baseurl', 255) . ' = ' . $DB->sql_compare_text(':url', 255);
    $found = $DB->get_records_select(
        'lti_types',
        "$same AND course = :site AND ltiversion = :version",
        ['url' => "$tool/lti/launch", 'site' => $SITE->id, 'version' => LTI_VERSION_1P3],
        'id',
        'id, clientid'
    );
    return $found ? reset($found) : null;
}

/** Adds or updates the tool; returns its number in Moodle, which is its deployment ID too. */
function register(string $tool, string $name): int {
    $type = registered_before($tool) ?? new stdClass();
    $type->state = LTI_TOOL_STATE_CONFIGURED;
    $settings = settings_for($tool, $name);
    if (empty($type->id)) {
        return lti_add_type($type, $settings);
    }
    lti_update_type($type, $settings);
    return $type->id;
}

\core\session\manager::set_user(get_admin());
$number = register($tool, $name);
$clientid = $DB->get_field('lti_types', 'clientid', ['id' => $number], MUST_EXIST);

$known = [
    'issuer' => $CFG->wwwroot,
    'client-id' => $clientid,
    'deployment' => (string) $number,
    'auth-url' => "$CFG->wwwroot/mod/lti/auth.php",
    'token-url' => "$CFG->wwwroot/mod/lti/token.php",
    'jwks-url' => "$CFG->wwwroot/mod/lti/certs.php",
    'name' => format_string($SITE->fullname, true, [
        'context' => \context_system::instance(),
        'escape' => false,
    ]),
];

echo "$name is registered in this Moodle:\n\n";
foreach ($known as $option => $value) {
    printf("    %-11s %s\n", $option, $value);
}

echo "\nTell the tool, where it runs:\n\n    lti-social platform add";
foreach ($known as $option => $value) {
    echo " \\\n        --$option " . escapeshellarg($value);
}
echo "\n";
