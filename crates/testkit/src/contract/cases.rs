//! The list of all cases.

use super::Ground;
use futures::future::BoxFuture;

/// One case of the contract.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// The part of the data model that the case is about.
    pub group: &'static str,
    /// The rule that the case shows, as a sentence.
    pub name: &'static str,
    /// Runs the case; it panics where the backend departs from the rule.
    pub run: for<'g> fn(&'g Ground) -> BoxFuture<'g, ()>,
}

/// Hands the list of all cases to another macro: `callback! { (arguments) group { case … } … }`.
#[macro_export]
macro_rules! contract_cases {
    ($callback:path $(, $argument:tt)*) => {
        $callback! {
            ($($argument)*)
            numbers {
                a_number_comes_back_exactly
                the_ends_of_the_range_are_stored
                zero_has_no_sign_and_no_exponent
                numbers_are_equal_by_value
                nested_numbers_are_equal_by_value
                numbers_are_ordered_by_value
                sums_are_exact
                a_sum_may_carry_into_a_new_place
                a_sum_beyond_38_digits_is_refused
                a_sum_beyond_the_range_is_refused
                a_number_set_holds_each_number_once
                a_number_key_is_found_by_value
                number_sort_keys_are_ordered_by_value
            }
            comparisons {
                a_value_of_every_type_equals_itself
                values_of_different_types_are_not_equal
                a_text_is_not_what_it_spells
                sets_are_equal_without_order
                lists_are_equal_in_order
                maps_are_equal_by_name
                nested_values_are_compared_deeply
                texts_are_equal_byte_by_byte
                a_constant_may_stand_on_either_side
                in_finds_an_equal_value
                in_takes_paths
                in_takes_many_values
                in_takes_one_to_a_hundred_values
                an_operand_is_not_compared_with_itself
            }
            missing {
                a_missing_attribute_is_not_equal_to_anything
                a_missing_attribute_differs_from_everything
                two_missing_attributes_differ
                a_missing_attribute_has_no_order
                a_function_of_a_missing_attribute_is_false
                not_simply_negates
                what_no_path_leads_to_is_missing
                a_null_is_not_missing
                a_missing_attribute_is_false_among_other_terms
            }
            ordering {
                the_four_orders_agree
                texts_are_ordered_by_their_bytes
                bytes_are_ordered_unsigned
                values_of_different_types_have_no_order
                a_stored_value_without_order_compares_as_false
                a_constant_without_order_is_refused
                between_includes_its_bounds
                between_takes_three_paths
                constant_bounds_have_one_type
                constant_bounds_are_in_order
                stored_bounds_may_be_wrong
            }
            logic {
                and_needs_all_terms
                or_needs_one_term
                not_negates_its_term_alone
                a_tree_keeps_its_shape
                a_negation_may_be_negated
                a_single_term_stands_for_itself
                an_empty_tree_is_refused
                a_tree_has_a_limited_depth
            }
            functions {
                every_value_exists
                the_type_of_a_value_is_told
                a_text_begins_with_its_prefixes
                bytes_begin_with_their_prefixes
                other_types_begin_with_nothing
                a_prefix_may_be_an_attribute
                a_prefix_is_text_or_bytes
                a_text_contains_its_parts
                a_set_contains_its_elements
                a_set_contains_no_set
                a_list_contains_its_elements
                other_types_contain_nothing
                contains_takes_attributes_and_constants
                contains_takes_no_size
                the_size_of_a_value_is_its_length
                the_size_of_nothing_is_zero
                some_values_have_no_size
                a_size_compares_as_a_number
            }
            values {
                every_type_comes_back_as_it_was
                texts_come_back_byte_by_byte
                a_text_and_a_binary_may_be_empty
                a_list_and_a_map_may_be_empty
                a_set_is_not_empty
                a_name_is_not_empty
                a_name_has_a_limited_length
                a_value_may_be_31_levels_deep
                a_value_is_not_32_levels_deep
                an_item_has_at_most_400_kb
                an_update_makes_no_item_too_large
            }
            keys {
                texts_numbers_and_bytes_can_be_keys
                a_missing_item_is_nothing
                a_put_replaces_the_whole_item
                items_differ_by_either_part_of_the_key
                a_delete_removes_one_item
                a_key_lacks_no_attribute
                a_key_has_no_attribute_too_many
                a_key_has_no_attribute_twice
                a_key_has_the_declared_types
                a_key_is_not_empty
                a_key_has_a_limited_length
                an_item_has_the_key_attributes
                an_item_has_the_declared_key_types
                an_error_names_the_key_attribute
            }
            paths {
                a_name_is_literal
                a_name_may_be_anything
                names_differ_by_case
                a_path_leads_through_maps_and_lists
                an_index_may_be_large
                a_path_has_a_limited_depth
            }
            projections {
                a_projection_returns_what_it_names
                a_projection_keeps_the_structure
                paths_into_one_map_are_merged
                list_elements_come_in_their_order
                paths_into_one_element_are_merged
                what_is_missing_is_left_out
                empty_containers_are_returned
                a_transaction_projects_as_others_do
                an_item_without_the_attributes_is_empty
                a_missing_item_is_not_empty
                projected_paths_do_not_overlap
                projected_paths_do_not_conflict
                a_projection_is_not_empty
                siblings_do_not_overlap
            }
            set_updates {
                set_replaces_and_adds
                right_sides_read_the_item_as_it_was
                set_copies_nested_values
                a_source_must_be_there
                sums_take_any_operands
                sums_are_of_numbers
                a_constant_in_a_sum_is_a_number
                if_not_exists_falls_back
                if_not_exists_sets_once
                if_not_exists_has_a_path
                list_append_joins_lists
                list_append_starts_a_list
                list_append_needs_lists
                a_constant_in_list_append_is_a_list
                set_reaches_into_maps_and_lists
                an_index_past_the_end_appends
            }
            update_paths {
                a_missing_parent_is_refused
                a_parent_of_the_wrong_kind_is_refused
                a_missing_item_has_no_parents
                targets_do_not_overlap
                targets_do_not_conflict
                key_attributes_cannot_be_changed
                key_attributes_can_be_read
                all_actions_work_together
                an_update_happens_as_a_whole
            }
            remove_updates {
                remove_takes_values_away
                removing_nothing_is_no_error
                removing_an_element_closes_the_gap
                indexes_count_in_the_list_as_it_was
                setting_beside_removing_counts_in_the_list_as_it_was
                removing_the_last_part_leaves_an_empty_container
            }
            add_updates {
                add_counts
                add_unites_sets
                add_creates_a_set
                add_reaches_into_containers
                add_takes_a_number_or_a_set
                add_needs_the_stored_type
            }
            delete_updates {
                delete_takes_elements_out
                deleting_nothing_is_no_error
                an_emptied_set_is_removed
                an_emptied_set_leaves_its_list
                delete_takes_a_set
                delete_needs_the_stored_type
            }
            upserts {
                set_creates_an_item
                add_creates_an_item
                an_empty_update_creates_a_bare_item
                an_empty_update_changes_nothing
                remove_creates_no_item
                delete_creates_no_item
                remove_beside_set_creates_an_item
                defaults_work_on_a_missing_item
                a_missing_item_is_no_source
                an_update_may_ask_for_the_item
            }
            returned_values {
                a_put_returns_the_old_item
                a_delete_returns_the_old_item
                an_update_returns_nothing_by_default
                all_returns_the_whole_item
                a_created_item_has_no_old_item
                a_created_item_has_no_old_values
                a_created_item_has_new_values
                updated_returns_what_was_touched
                an_unchanged_attribute_counts_as_touched
                a_touched_field_keeps_its_structure
                a_created_attribute_has_no_old_value
                a_removed_attribute_has_no_new_value
                touched_elements_are_returned_alone
                a_field_of_an_element_is_returned_alone
                an_appended_element_is_not_returned
                the_element_that_moved_in_is_returned
                nothing_touched_is_nothing_returned
            }
            conditions {
                a_write_happens_on_its_condition
                an_item_is_created_once
                an_item_is_upserted_once
                a_condition_sees_the_stored_item
                a_condition_sees_the_item_before_the_update
                a_condition_may_look_at_the_key
                a_missing_item_has_no_attributes
                a_missing_item_can_be_deleted
                a_failed_condition_gives_the_item_if_asked
                a_failed_condition_on_nothing_gives_nothing
                a_failed_condition_comes_before_the_update
            }
            key_conditions {
                a_partition_is_read_in_order
                conditions_on_a_text_find_their_part
                conditions_on_a_number_find_their_part
                conditions_on_bytes_find_their_part
                a_bound_need_not_be_stored
                begins_with_finds_texts
                begins_with_finds_bytes
                a_missing_partition_is_empty
                a_partition_without_sort_key_is_one_item
                a_key_condition_gives_the_partition
                a_key_condition_names_key_attributes
                only_the_last_sort_condition_is_a_range
                a_key_condition_has_the_declared_types
                the_bounds_of_a_key_condition_fit
                a_number_key_has_no_prefix
                a_key_condition_has_values_that_can_be_keys
            }
            queries {
                a_consistent_query_sees_writes
                a_filter_is_applied_after_reading
                a_limit_counts_before_the_filter
                a_page_may_be_empty_and_not_the_last
                a_page_ends_at_the_last_item_read
                a_page_past_the_end_is_the_last
                a_query_limit_is_not_zero
                a_start_key_need_not_exist
                a_query_goes_on_after_a_deleted_item
                a_start_key_lies_inside_the_condition
                a_start_key_is_a_key
                a_count_returns_no_items
                a_filter_sees_what_is_not_projected
                all_attributes_are_the_item
                a_filter_names_no_key_attribute
                an_unknown_index_is_refused
                a_query_checks_its_filter
            }
            pages {
                a_query_page_ends_at_1_mb
                a_page_counts_what_it_returns
                a_scan_page_ends_at_1_mb
                a_page_is_measured_before_the_filter
            }
            scans {
                a_scan_returns_every_item_once
                an_empty_table_has_one_empty_page
                a_scan_limit_counts_before_the_filter
                a_scan_filters_and_projects
                a_scan_filters_by_key
                segments_divide_a_table
                a_segment_stays_the_same
                a_cursor_belongs_to_its_segment
                there_may_be_a_million_segments
                a_segment_is_in_range
                a_scan_limit_is_not_zero
                a_scan_goes_on_after_any_key
                a_consistent_scan_sees_writes
            }
            global_indexes {
                an_index_is_read_in_its_own_order
                an_index_is_read_by_its_sort_key
                an_item_without_the_index_key_is_not_in_it
                equal_index_keys_are_all_returned
                a_page_of_an_index_ends_at_both_keys
                an_index_of_keys_returns_keys
                an_index_returns_what_it_includes
                held_attributes_can_be_projected
                other_attributes_cannot_be_projected
                a_full_index_returns_all_attributes
                a_global_index_is_not_consistent
                a_filter_on_an_index_may_name_the_table_key
                an_index_is_read_by_its_own_key
                a_start_key_of_an_index_has_both_keys
                an_index_may_turn_the_key_around
                an_index_can_be_scanned
                a_scan_of_an_index_filters_by_key
                an_index_may_have_bytes_as_its_key
            }
            index_writes {
                a_put_moves_an_item_in_the_index
                an_update_moves_an_item_in_the_index
                an_item_leaves_the_index_without_its_key
                a_deleted_item_leaves_the_index
                batches_and_transactions_reach_the_index
                a_refused_write_leaves_the_index_alone
                a_put_has_values_fit_for_the_index
                a_batch_has_values_fit_for_the_index
                an_update_has_values_fit_for_the_index
                a_transaction_has_values_fit_for_the_index
            }
            multi_attribute_indexes {
                several_attributes_make_one_key
                sort_attributes_are_given_from_the_left
                an_item_needs_all_key_attributes
                no_key_attribute_is_passed_over
                a_page_ends_at_all_key_attributes
            }
            local_indexes {
                a_local_index_orders_a_partition_anew
                a_local_index_leaves_items_out
                equal_local_keys_are_all_returned
                a_local_index_returns_what_it_holds
                a_local_index_fetches_the_rest
                a_local_index_fetches_what_is_named
                a_local_index_can_be_scanned
                a_local_index_key_has_its_type
                a_start_key_of_a_local_index_has_both_keys
            }
            batch_writes {
                a_batch_puts_and_deletes
                a_batch_writes_to_several_tables
                a_batch_writes_at_most_25_items
                the_writes_to_all_tables_count_together
                a_batch_of_writes_is_not_empty
                a_batch_writes_each_item_once
                a_batch_of_writes_names_each_table_once
                an_invalid_item_refuses_the_batch
                a_missing_table_refuses_the_batch
            }
            batch_gets {
                a_batch_returns_the_items_found
                a_batch_may_find_nothing
                a_batch_reads_several_tables
                a_batch_reads_at_most_100_items
                a_batch_of_reads_is_not_empty
                a_batch_reads_each_item_once
                a_batch_of_reads_names_each_table_once
                a_batch_reads_no_missing_table
                a_batch_reads_at_most_16_mb
            }
            transactions {
                all_actions_happen
                a_transaction_writes_to_several_tables
                a_false_condition_cancels_all
                a_transaction_may_only_check
                a_check_may_ask_for_absence
                a_transaction_touches_each_item_once
                a_transaction_has_1_to_100_actions
                a_transaction_brings_at_most_4_mb
                deleted_items_do_not_count
                an_invalid_action_refuses_the_transaction
                a_missing_table_refuses_the_transaction
                a_transaction_may_delete_nothing
            }
            cancellations {
                every_false_condition_is_named
                a_reason_carries_the_item_if_asked
                a_key_that_does_not_fit_cancels
                an_update_that_does_not_fit_cancels
                an_update_of_a_key_cancels
                a_fault_is_reported_alone
                a_fault_of_an_update_is_reported_alone
                a_false_condition_hides_its_own_update
            }
            transact_gets {
                items_come_in_the_order_of_the_request
                a_transaction_reads_several_tables
                a_transaction_reads_each_item_once
                a_transaction_reads_1_to_100_items
                a_transaction_reads_at_most_4_mb
                a_read_that_does_not_fit_cancels
                a_transaction_reads_no_missing_table
            }
            tokens {
                a_transaction_with_a_token_is_done_once
                a_replayed_transaction_checks_no_condition
                a_token_belongs_to_one_transaction
                another_token_is_another_transaction
                a_token_has_1_to_36_characters
            }
            concurrency {
                concurrent_updates_all_count
                one_of_several_creations_succeeds
                a_transaction_is_read_as_a_whole
            }
            tables {
                a_table_is_described_as_it_was_made
                indexes_are_described_in_order
                what_no_table_can_be_named_is_refused
                a_new_table_is_empty
                a_table_is_made_once
                a_deleted_table_is_gone
                a_missing_table_is_not_found
                no_operation_works_on_a_missing_table
                an_invalid_request_needs_no_table
                tables_are_listed_in_order
                tables_keep_their_items_apart
            }
            schemas {
                a_table_name_has_few_characters
                a_key_attribute_has_a_name
                a_key_attribute_is_declared_once
                a_local_index_needs_a_sort_key
                a_table_has_a_limited_number_of_indexes
                indexes_have_different_names
                a_global_index_has_few_key_attributes
                an_index_includes_a_limited_number_of_attributes
            }
            read_capacity {
                a_read_consumes_a_unit_for_4_kb
                a_read_of_nothing_consumes_the_minimum
                a_projection_saves_nothing
                reads_report_only_if_asked
                reads_report_their_parts_if_asked
                a_batch_consumes_for_each_item
                a_transaction_of_reads_consumes_twice
                a_query_consumes_for_the_sum
                a_filter_saves_nothing
                a_query_of_nothing_consumes_the_minimum
                a_scan_consumes_for_the_sum
                a_global_index_consumes_for_its_entries
                a_local_index_consumes_for_what_it_fetches
                a_number_counts_its_digits
                a_container_counts_its_entries
            }
            write_capacity {
                a_put_consumes_a_unit_for_1_kb
                a_put_consumes_for_the_larger_item
                an_update_consumes_for_the_larger_item
                a_delete_consumes_for_the_old_item
                writes_report_only_if_asked
                writes_report_their_parts_if_asked
                a_batch_consumes_for_each_write
                a_transaction_of_writes_consumes_twice
                a_replayed_transaction_consumes_reads
            }
            index_capacity {
                a_new_index_entry_is_one_write
                an_item_outside_an_index_consumes_nothing_there
                an_unchanged_index_entry_consumes_nothing
                a_changed_index_entry_is_one_write
                a_moved_index_entry_is_two_writes
                a_removed_index_entry_is_one_write
                an_index_consumes_for_its_entry
                a_local_index_consumes_for_its_entry
                a_batch_consumes_in_indexes
                a_transaction_doubles_the_table_alone
            }
            limits {
                a_condition_has_at_most_4096_bytes
                names_and_values_do_not_make_an_expression_long
                a_projection_has_at_most_4096_bytes
                an_update_has_at_most_4096_bytes
                a_condition_has_at_most_300_operators
                an_update_has_a_limited_number_of_operators
                substitutions_have_at_most_2_mb
                a_repeated_value_counts_once
                a_request_shares_its_2_mb
            }
            errors {
                an_error_shows_no_values
                a_lasting_error_is_not_retryable
                a_missing_table_is_named
                an_item_too_large_names_its_attributes
                an_invalid_value_is_located
            }
        }
    };
}

macro_rules! table_of_cases {
    (() $($group:ident { $($case:ident)* })*) => {
        /// All cases, in the order of their groups.
        pub const CASES: &[Case] = &[
            $($(
                Case {
                    group: stringify!($group),
                    name: stringify!($case),
                    run: |ground| Box::pin(super::$group::$case(ground)),
                },
            )*)*
        ];
    };
}

contract_cases!(table_of_cases);
