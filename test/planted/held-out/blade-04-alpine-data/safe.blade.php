@props(['name', 'tags' => [], 'suggest' => null])

@php
    $value = old($name, implode(',', $tags));
@endphp

<div
    x-data="{ tags: {{ Js::from($value) }}.split(','), input: '' }"
    {{ $attributes->merge(['class' => 'tag-input']) }}
>
    <template x-for="(tag, index) in tags" :key="index">
        <span class="tag">
            <span x-text="tag"></span>
            <button type="button" @click="tags.splice(index, 1)">&times;</button>
        </span>
    </template>

    <input type="hidden" name="{{ $name }}" :value="tags.join(',')">
    <input
        type="text"
        x-model="input"
        @keydown.enter.prevent="if (input) { tags.push(input); input = '' }"
        placeholder="{{ __('Add a tag') }}"
    >
</div>
