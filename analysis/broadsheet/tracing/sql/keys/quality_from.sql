-- one row per document of a band of quality
select article_id from articles where quality >= $quality_from and quality < $quality_to
